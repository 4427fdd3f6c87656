"""How a call shows who makes it, and that it is whole, new and meant for here."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

CALLER = "Authorization"
TIME = "X-Heard-Time"
NONCE = "X-Heard-Nonce"
SIGNATURE = "X-Heard-Signature"
NONCE_BYTES = 16


@dataclass(frozen=True)
class Signer:
    """Signs the calls of one process with the secret it has now."""

    secret: Callable[[], str]
    clock: Callable[[], float] = time.time
    nonce: Callable[[int], str] = secrets.token_hex

    def headers(self, method: str, path: str, body: bytes) -> Mapping[str, str]:
        """The headers of one call; made anew for every try, since none is accepted twice."""
        secret, moment, nonce = self.secret(), str(int(self.clock() * 1000)), self.nonce(NONCE_BYTES)
        return {
            CALLER: bearer_of(secret),
            TIME: moment,
            NONCE: nonce,
            SIGNATURE: signature_of(secret, method, path, body, moment, nonce),
        }


def bearer_of(secret: str) -> str:
    """What names the caller. Made from the secret, so that whoever reads the headers of a call cannot sign another."""
    return f"Bearer {_keyed(secret, 'heard caller 1')}"


def signature_of(secret: str, method: str, path: str, body: bytes, moment: str, nonce: str) -> str:
    """Binds all that a call is; hexadecimal."""
    return _keyed(secret, "\n".join(("heard call 1", method, path, moment, nonce, hashlib.sha256(body).hexdigest())))


def same(given: str, expected: str) -> bool:
    """Whether they are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())


def _keyed(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()
