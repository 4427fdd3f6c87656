"""Who may call the action server: each caller has a secret of its own, and no call counts twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from actions.key_files import KeyringError
from wire.secret_file import SecretFile
from wire.signing import CALLER, NONCE, SIGNATURE, TIME, bearer_of, same, signature_of

WINDOW = 60.0
"""Seconds that a call may be old, or ahead of our clock."""
MOST_NONCES = 100_000
"""Remembered at once: some 800 calls a second, 20 MB."""
NONCE_LETTERS = 32


class Caller(StrEnum):
    """Who calls; the value is the name of the secret's file."""

    GATEWAY = "actions"
    RASA = "actions_rasa"


class RefusedCallError(Exception):
    """The call is not answered. `kind` says why, to whoever runs the machines."""

    def __init__(self, status: int, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.kind = status, kind


class Nonces:
    """The nonces of the calls that could still be replayed. It never forgets one early."""

    def __init__(self, most: int = MOST_NONCES) -> None:
        self._most = most
        self._until: OrderedDict[str, float] = OrderedDict()  # oldest first

    def take(self, nonce: str, now: float) -> None:
        """Remembers `nonce`. Raises `RefusedCallError` when it is known, or when there is no room."""
        while self._until and next(iter(self._until.values())) < now:
            self._until.popitem(last=False)
        if nonce in self._until:
            raise RefusedCallError(401, "replay", "This call was made before.")
        if len(self._until) >= self._most:
            raise RefusedCallError(503, "busy", "There are too many calls; try again.")
        self._until[nonce] = now + 2 * WINDOW  # a call may be a window ahead of us


@dataclass(frozen=True)
class Callers:
    """Whoever holds one of the secrets. `started`: what was signed before was signed for the process before us."""

    secrets: Mapping[Caller, SecretFile]
    clock: Callable[[], float]
    started: float
    nonces: Nonces = field(default_factory=Nonces)

    def __post_init__(self) -> None:
        """Raises `KeyringError` when two callers share a secret: then they would share their rights."""
        known = [secret for file in self.secrets.values() for secret in file.accepted()]
        if len(set(known)) < len(known):
            names = " and ".join(str(file.path) for file in self.secrets.values())
            raise KeyringError(f"{names} hold the same secret: run `heard keys rotate-secret {Caller.RASA}`.")

    def find(self, headers: Mapping[str, str]) -> tuple[Caller, str]:
        """The caller and its secret. Every secret is compared, whichever fits. Raises `RefusedCallError`."""
        given, found = headers.get(CALLER, ""), None
        for caller, file in self.secrets.items():
            for secret in file.accepted():
                if same(given, bearer_of(secret)):
                    found = caller, secret
        if found is None:
            raise RefusedCallError(401, "secret", "Unauthorized")
        return found

    def check(self, secret: str, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Raises `RefusedCallError` unless the call is whole, new and signed with `secret`."""
        moment, nonce, given = (headers.get(name, "") for name in (TIME, NONCE, SIGNATURE))
        if not same(given, signature_of(secret, method, path, body, moment, nonce)) or len(nonce) != NONCE_LETTERS:
            raise RefusedCallError(401, "signature", "The call is not signed, or was changed on its way.")
        now = self.clock()
        if not _is_now(moment, now, self.started):
            raise RefusedCallError(401, "clock", "The call is too old or too new: compare the machines' clocks.")
        self.nonces.take(nonce, now)


def _is_now(moment: str, now: float, started: float) -> bool:
    if not (moment.isascii() and moment.isdigit() and len(moment) < 16):
        return False
    signed = int(moment) / 1000
    return signed >= started and abs(now - signed) <= WINDOW
