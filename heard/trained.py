"""Models kept in HEARD_HOME/models, trained when what they are made from changed: by what files hold, not by dates."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from heard.settings import PROJECT, Settings
from heard.training_process import run_alone

HASH_LENGTH = 16
MODELS_KEPT = 3


@dataclass(frozen=True)
class Trained:
    """One kind of model: `NAME-HASH.npz`.

    `module`: run with `name`, the content folder, where to write the model, and a folder for what it computed. `lines`:
    the files of the content folder it reads. `packages`: whose versions decide what comes out, or that one is missing.
    """

    name: str
    module: str
    lines: Callable[[Path], Iterable[Path]]
    packages: tuple[str, ...]

    def path(self, settings: Settings) -> Path:
        """Where the model of the present content is, or will be."""
        return settings.home / "models" / f"{self.name}-{self._hash(settings.content)}.npz"

    def trained(self, settings: Settings) -> Path:
        """The model of the present content, trained now unless it was before. Raises `TrainingError`."""
        model = self.path(settings)
        if model.exists():
            model.touch()  # the newest is the one that the gateway takes
            return model
        model.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=model.parent) as aside:
            whole = Path(aside) / model.name
            arguments = (self.name, settings.content.absolute(), whole.absolute(), model.parent.absolute())
            run_alone(sys.executable, self.module, *arguments)
            whole.replace(model)
        self._forget_old_models(model.parent)
        return model

    def _hash(self, content: Path) -> str:
        digest = hashlib.sha256(" ".join(map(_version, self.packages)).encode())
        for path in (*self.lines(content), *_code()):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()[:HASH_LENGTH]

    def _forget_old_models(self, folder: Path) -> None:
        models = folder.glob(f"{self.name}-*.npz")
        for old in sorted(models, key=lambda path: path.stat().st_mtime, reverse=True)[MODELS_KEPT:]:
            old.unlink()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _code() -> Iterable[Path]:
    """What decides how words are read and learned from."""
    yield from sorted((PROJECT / "safety").rglob("*.py"))
    yield from sorted((PROJECT / "safety").rglob("*.txt"))
    yield from sorted((PROJECT / "heard").glob("*_lines.py"))
