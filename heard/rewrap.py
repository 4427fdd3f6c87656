"""A team's reports opened and sealed anew, in memory, where the team's keys are. Nothing is shown or written down.

age has no way to change whom a file is sealed to, so each part is opened and sealed again, byte for byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import pyrage

from actions.sealing import CannotOpenError, Sealed, seal, unseal
from heard.inbox_client import Access, TeamInbox, signed_in
from heard.inbox_errors import ChangedMeanwhileError, InboxError, NoSuchReportError

BATCH = 100
"""Reports for one sign-in, which lasts a quarter of an hour."""
TRIES = 3

SEALED, ALREADY, LOCKED, GONE = "sealed", "already", "locked", "gone"
"""What became of a report: sealed anew; it was so before; no key here opens it; she took it back meanwhile."""


@dataclass(frozen=True, slots=True)
class RewrapKeys:
    """Any of `former` (age identities) opens what is stored; `now` is the team's new one; `recovery` a recipient."""

    now: str = field(repr=False)
    former: Sequence[str] = field(repr=False)
    recovery: str

    @property
    def recipients(self) -> tuple[str, str]:
        """Whom everything is sealed to."""
        return str(pyrage.x25519.Identity.from_str(self.now).to_public()), self.recovery


async def rewrap(access: Access, keys: RewrapKeys, only: str | None = None) -> Counter[str]:
    """Seals every report of the team to its new key, or `only` one; how many came to which end.

    May be stopped and started again at any time: each report is exchanged whole or not at all. Raises `InboxError`.
    """
    ends: Counter[str] = Counter()
    async with signed_in(access) as inbox:
        reports = [only] if only else await inbox.to_rewrap()
    for start in range(0, len(reports), BATCH):
        async with signed_in(access) as inbox:
            ends.update([await _rewrap_one(inbox, report, keys) for report in reports[start : start + BATCH]])
    return ends


async def _rewrap_one(inbox: TeamInbox, report: str, keys: RewrapKeys) -> str:
    for _ in range(TRIES):
        try:
            return await _exchange(inbox, report, await inbox.fetch(report), keys)
        except NoSuchReportError:
            return GONE
        except ChangedMeanwhileError:
            continue
    raise InboxError("A report changes all the time. Nothing of it was exchanged; run this again.")


async def _exchange(inbox: TeamInbox, report: str, parts: Mapping[str, bytes], keys: RewrapKeys) -> str:
    try:
        anew = {name: _anew(Sealed(part), keys) for name, part in parts.items()}
    except CannotOpenError:
        return LOCKED
    exchanges = {name: (parts[name], sealed.data) for name, sealed in anew.items() if sealed is not None}
    if not exchanges:
        return ALREADY
    await inbox.exchange(report, exchanges)
    return SEALED


def _anew(sealed: Sealed, keys: RewrapKeys) -> Sealed | None:
    """The same bytes sealed to the new key, which is proved; None when that key opens it already."""
    if _opened(sealed, [keys.now]) is not None:
        return None
    text = _opened(sealed, keys.former)
    if text is None:
        raise CannotOpenError("no key here opens this")
    anew = seal(text, keys.recipients)
    if unseal(anew, keys.now) != text:
        raise InboxError("Sealing anew changed a report here, so it was left as it is. Tell whoever looks after Heard.")
    return anew


def _opened(sealed: Sealed, identities: Sequence[str]) -> bytes | None:
    for identity in identities:
        with suppress(CannotOpenError):
            return unseal(sealed, identity)
    return None
