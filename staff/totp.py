"""The codes of an authenticator app (TOTP, RFC 6238). Each works once."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

import pyotp
import segno
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

STEP_SECONDS = 30
WINDOW = 1
"""Steps that a clock may be early or late: half a minute."""
NONCE_BYTES = 12
ISSUER = "Heard"


class TotpSecrets:
    """Secrets as they are stored: sealed with the server's key, each to its account.

    A row put in another account's place opens to nothing.
    """

    def __init__(self, key: bytes) -> None:
        self._aead = ChaCha20Poly1305(key)

    def seal(self, secret: str, account: str) -> bytes:
        """`secret` as it is stored for `account`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, secret.encode(), account.encode())

    def open(self, sealed: bytes, account: str) -> str | None:
        """The secret, or None when it was not sealed for `account` with this key."""
        try:
            return self._aead.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], account.encode()).decode()
        except (InvalidTag, ValueError):
            return None


def new_secret() -> str:
    """160 random bits, in base32."""
    return pyotp.random_base32()


def address(secret: str, account: str) -> str:
    """The otpauth: address that an authenticator app is set up with."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def square_code(otpauth: str) -> str:
    """The address as a QR code in SVG."""
    return str(segno.make(otpauth, error="m").svg_inline(scale=5, border=4, light="white"))


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step that `code` is of; None when it is of none near `now`."""
    totp = pyotp.TOTP(secret)
    present = int(now.timestamp()) // STEP_SECONDS
    steps = range(present - WINDOW, present + WINDOW + 1)
    # All of them, whichever is right, so that the time it takes says nothing.
    right = [step for step in steps if hmac.compare_digest(totp.at(step * STEP_SECONDS).encode(), code.encode())]
    return right[-1] if right else None
