"""What is derived from the staff process's own secret: one key for each purpose, so that none is used for two."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignInKeys:
    """Seals TOTP secrets, signs device cookies, and hides which names were tried."""

    totp: bytes = field(repr=False)
    device: bytes = field(repr=False)
    names: bytes = field(repr=False)


def sign_in_keys(secret: str) -> SignInKeys:
    """The keys that `secret` (HEARD_HOME/secrets/staff) gives."""
    return SignInKeys(_derived(secret, "totp"), _derived(secret, "device"), _derived(secret, "names"))


def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"heard staff {purpose} 1".encode()).derive(secret.encode())
