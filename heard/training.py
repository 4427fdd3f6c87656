"""Trains Rasa's model when the content changed: by what the files hold, not by their dates."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from heard.settings import PROJECT, Settings
from heard.training_process import run_alone

MODELS_KEPT = 3
HASH_LENGTH = 16
CODE = (
    "bot/intent_classifier.py",
    "bot/intents.py",
    "bot/safety_classifier.py",
    "bot/safety_policy.py",
    "bot/sentence_featurizer.py",
    "safety/encoder.py",
    "safety/grams.py",
    "safety/kernel.py",
    "safety/linear.py",
    "safety/side_by_side.py",
)


def model_for(settings: Settings) -> Path:
    """Where the model of the present content is, or will be."""
    return settings.home / "models" / f"{content_hash(settings.content)}.tar.gz"


def train(settings: Settings) -> Path:
    """The model of the present content, trained now unless it was before. Raises `TrainingError`."""
    model = model_for(settings)
    if model.exists():
        model.touch()  # the newest is the one that `python -m bot` takes by itself
        return model
    model.parent.mkdir(parents=True, exist_ok=True)
    # Trained aside and moved into place whole: a training that was stopped leaves no model.
    with tempfile.TemporaryDirectory(dir=model.parent) as aside:
        trained = Path(aside) / model.name
        python = settings.rasa_python.absolute()
        run_alone(python, "bot.train", settings.content.absolute(), trained.absolute())
        trained.replace(model)
    _forget_old_models(model.parent)
    return model


def content_hash(content: Path) -> str:
    """16 hex digits over the names and bytes of every file that training reads."""
    digest = hashlib.sha256()
    for path in _training_files(content):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:HASH_LENGTH]


def _training_files(content: Path) -> Iterator[Path]:
    yield content / "config.yml"
    yield content / "domain.yml"
    yield from sorted((content / "data" / "nlu").rglob("*.yml"))
    yield from sorted((content / "data" / "rules").rglob("*.yml"))
    # A model stores which classes to load, so a change of theirs needs a new one, and of the locked Rasa too.
    yield from (PROJECT / name for name in CODE)
    yield PROJECT / "uv.lock"


def _forget_old_models(folder: Path) -> None:
    newest_first = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in newest_first[MODELS_KEPT:]:
        old.unlink()
