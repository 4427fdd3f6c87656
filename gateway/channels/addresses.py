"""Where an answer goes to, sealed with a key that only this process has and that is nowhere written."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

NONCE_BYTES = 12


@dataclass(frozen=True)
class Address:
    """A sealed address. It is opened for the moment of sending."""

    sealed: bytes = field(repr=False)


class Addresses:
    """Seals and opens."""

    def __init__(self) -> None:
        self._box = ChaCha20Poly1305(ChaCha20Poly1305.generate_key())

    def seal(self, address: str) -> Address:
        """The address, sealed."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return Address(nonce + self._box.encrypt(nonce, address.encode("utf-8", "surrogatepass"), None))

    def open(self, address: Address) -> str:
        """The address in the clear."""
        nonce, sealed = address.sealed[:NONCE_BYTES], address.sealed[NONCE_BYTES:]
        return self._box.decrypt(nonce, sealed, None).decode("utf-8", "surrogatepass")
