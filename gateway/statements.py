"""Checks the statements that the action server signs. Here are only the public keys: nothing here can make one."""

from __future__ import annotations

import re

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from content.statement import Statement, read_statement

_PEM = re.compile(r"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)


class StatementKeys:
    """The public keys of keys/statement.pub: the one in use, and below it those of before."""

    def __init__(self, written: str) -> None:
        """Raises `ValueError` when `written` holds anything but Ed25519 public keys in PEM, or none."""
        try:
            keys = [load_pem_public_key(pem.encode()) for pem in _PEM.findall(written)]
        except UnsupportedAlgorithm:
            raise ValueError("not an Ed25519 public key") from None
        self._keys = [key for key in keys if isinstance(key, Ed25519PublicKey)]
        if not self._keys or len(self._keys) != len(keys):
            raise ValueError("not an Ed25519 public key")

    def confirmed(self, written: str) -> Statement | None:
        """The statement in what was pasted, when one of the keys signed just that; None otherwise."""
        statement = read_statement(written)
        return statement if statement and any(_has_signed(key, statement) for key in self._keys) else None


def _has_signed(key: Ed25519PublicKey, statement: Statement) -> bool:
    try:
        key.verify(statement.signature, statement.signed)
    except InvalidSignature:
        return False
    return True
