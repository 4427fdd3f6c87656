"""Sentence vectors of our own training lines, kept in HEARD_HOME/models: a training that changes little is quick.

They change only with the encoder's package, so its version is in the file's name. Nothing that anybody writes to Heard
comes here: only training reads or writes it.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

HASH_LENGTH = 16  # bytes


@dataclass(frozen=True)
class KeptVectors:
    """`vectors`: (n, size) of n texts, each the same whatever stands beside it. `package`: what it is computed by."""

    folder: Path
    package: str
    vectors: Callable[[Sequence[str]], Array]

    @property
    def path(self) -> Path:
        """Where they are kept."""
        return self.folder / f"vectors-{self.package}-{version(self.package)}.npz"

    def __call__(self, texts: Sequence[str]) -> Array:
        """(n, size), computed now where they are not kept; keeps those of these texts and no others."""
        keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:HASH_LENGTH] for text in texts]
        kept = self._kept()
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        if new:
            kept |= dict(zip(new, self.vectors([*new.values()]), strict=True))
            self._keep({key: kept[key] for key in keys})
        return np.array([kept[key] for key in keys], dtype=np.float32)

    def _kept(self) -> dict[bytes, Array]:
        try:
            with np.load(self.path, allow_pickle=False) as file:
                return dict(zip(map(bytes, file["keys"]), file["rows"], strict=True))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return {}  # the first training, or a file that was not written whole

    def _keep(self, vectors: dict[bytes, Array]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder) as aside:
            whole = Path(aside) / self.path.name
            keys = np.frombuffer(b"".join(vectors), dtype=np.uint8).reshape(-1, HASH_LENGTH)
            np.savez(whole, allow_pickle=False, keys=keys, rows=np.array([*vectors.values()]))
            for old in self.folder.glob(f"vectors-{self.package}-*.npz"):
                old.unlink()
            whole.replace(self.path)
