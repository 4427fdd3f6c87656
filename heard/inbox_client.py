"""A team's side of the staff process's API: signs in with the team's key, and fetches and sends what is sealed."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
from pydantic import ValidationError

from actions.sealing import CannotOpenError, Sealed, unseal
from heard.inbox_answers import (
    Answer,
    Asked,
    KeepReasons,
    Line,
    Lines,
    Parts,
    Reason,
    Reasons,
    Stored,
    Taken,
    TakenContact,
    Token,
)
from heard.inbox_errors import (
    CannotTryError,
    CannotUnlockError,
    ChangedMeanwhileError,
    InboxError,
    NoSuchReportError,
    NotAnnouncedError,
    NotRotatingError,
    UnreadError,
)

SECONDS = 30.0
CHALLENGE_BYTES = 32
REPORT = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Access:
    """Where the staff process is, for which team, and with which key."""

    url: str
    team: str
    identity: str = field(repr=False)


A = TypeVar("A", bound=Answer)


class TeamInbox:
    """The inbox of the team that is signed in. Every call raises `InboxError` when it fails."""

    def __init__(self, http: aiohttp.ClientSession, token: str) -> None:
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"}

    async def reports(self) -> list[Line]:
        """The team's own reports, newest hour first."""
        return _read(Lines, await self._call("GET", "/api/reports")).reports

    async def take(self, report: str) -> Taken:
        """One report, sealed; it counts as opened from now on."""
        return _read(Taken, await self._call("GET", _path(report)))

    async def contact_reasons(self) -> list[Reason]:
        """Why contact details may be opened."""
        return _read(Reasons, await self._call("GET", "/api/contact-reasons")).reasons

    async def take_contact(self, report: str, reason: str) -> TakenContact:
        """How to reach the reporter, sealed; that it was opened is recorded, with the reason's code."""
        return _read(TakenContact, await self._call("POST", f"{_path(report)}/contact", {"reason": reason}))

    async def original_reasons(self) -> list[Reason]:
        """Why a file may be opened as it was sent."""
        return _read(Reasons, await self._call("GET", "/api/original-reasons")).reasons

    async def take_clean(self, report: str, number: int) -> bytes:
        """The clean copy of a file, sealed to the key in its letter; that it was taken is recorded."""
        return await self._call("POST", f"{_path(report)}/attachments/{number}/clean")

    async def take_original(self, report: str, number: int, reason: str) -> bytes:
        """The same as it was sent; the reason's code is recorded."""
        return await self._call("POST", f"{_path(report)}/attachments/{number}/original", {"reason": reason})

    async def reply(self, report: str, sealed: Sealed) -> None:
        """Sends a reply that is already sealed to the reporter."""
        body = {"sealed": base64.b64encode(sealed.data).decode()}
        await self._call("POST", f"{_path(report)}/replies", body, UnreadError())

    async def close(self, report: str) -> None:
        """The team is done with the report."""
        await self._call("POST", f"{_path(report)}/close", conflict=UnreadError())

    async def keep_reasons(self) -> list[Reason]:
        """Why a report may be kept longer."""
        return _read(KeepReasons, await self._call("GET", "/api/retention")).keep_longer

    async def keep(self, report: str, reason: str) -> None:
        """Keeps a report that is about to be erased longer; the reason's code is recorded."""
        await self._call("POST", f"{_path(report)}/keep", {"reason": reason}, NotAnnouncedError())

    async def to_rewrap(self) -> list[str]:
        """Every report of the team. Raises `NotRotatingError` while its key is not being rotated."""
        return _read(Stored, await self._call("GET", "/api/rewrap")).reports

    async def fetch(self, report: str) -> Mapping[str, bytes]:
        """The sealed parts of one report by name; it does not count as opened."""
        return _read(Parts, await self._call("GET", _path(report, "rewrap"))).parts

    async def exchange(self, report: str, anew: Mapping[str, tuple[bytes, bytes]]) -> None:
        """For each part, what was fetched and what takes its place. Raises `ChangedMeanwhileError`."""
        parts = {
            name: {"was": hashlib.sha256(was).hexdigest(), "now": base64.b64encode(now).decode()}
            for name, (was, now) in anew.items()
        }
        await self._call("PUT", _path(report, "rewrap"), {"parts": parts}, ChangedMeanwhileError())

    async def _call(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, conflict: InboxError | None = None
    ) -> bytes:
        ended = InboxError("The sign-in is over. Try again.")
        refusals = {
            401: ended,
            404: NoSuchReportError(),
            409: conflict or NotRotatingError(),
            410: CannotUnlockError(),
        }
        return await _send(self._http, method, path, body, self._headers, refusals)


@asynccontextmanager
async def signed_in(access: Access) -> AsyncIterator[TeamInbox]:
    """The inbox of `access.team`. Raises `InboxError` when the key does not prove to be the team's."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(_checked(access.url), timeout=timeout) as http:
        asked = _read(Asked, await _send(http, "POST", "/api/sign-in", {"team": access.team}))
        body = {"id": asked.id, "answer": base64.b64encode(_opened(asked, access)).decode()}
        refused = {401: _wrong_key(access)}
        token = _read(Token, await _send(http, "POST", "/api/sign-in/answer", body, refusals=refused))
        yield TeamInbox(http, token.token)


def _opened(asked: Asked, access: Access) -> bytes:
    """The challenge's bytes.

    Whoever pretends to be the staff process may send something else that is sealed to the team, to have it opened and
    sent back: only what can be a challenge is answered, and the parts of a report are never that short.
    """
    try:
        answer = unseal(Sealed(base64.b64decode(asked.challenge, validate=True)), access.identity)
    except CannotOpenError:
        raise _wrong_key(access) from None
    except ValueError:
        raise _not_understood() from None
    if len(answer) != CHALLENGE_BYTES:
        raise InboxError("The address asks for something other than a sign-in. Nothing was sent to it; check --url.")
    return answer


async def _send(
    http: aiohttp.ClientSession,
    method: str,
    path: str,
    body: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    refusals: Mapping[int, InboxError] | None = None,
) -> bytes:
    try:
        async with http.request(method, path, json=body, headers=headers, allow_redirects=False) as answer:
            status, content = answer.status, await answer.read()
    except (aiohttp.ClientError, TimeoutError, OSError):
        raise CannotTryError("No staff process answers there. Start it (`heard run`), or give its --url.") from None
    if 200 <= status < 300:
        return content
    if status == 503:
        raise CannotTryError("The staff process is not ready. Try again in a moment.")
    raise (refusals or {}).get(status) or _not_understood()


def _read(model: type[A], content: bytes) -> A:
    try:
        return model.model_validate_json(content)
    except ValidationError:
        raise _not_understood() from None


def _path(report: str, under: str = "reports") -> str:
    if not REPORT.fullmatch(report):
        raise NoSuchReportError
    return f"/api/{under}/{report}"


def _checked(url: str) -> str:
    """Over a network only https: the sign-in could be read and used by somebody else otherwise."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(parts.hostname))
    except ValueError:
        fine = False
    if not fine or not parts.hostname or parts.path not in {"", "/"}:
        raise CannotTryError("Give --url as https://NAME, or as http://127.0.0.1:PORT on this machine.")
    return url


def _is_this_machine(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _wrong_key(access: Access) -> InboxError:
    return InboxError(f"This key does not open the inbox of {access.team}. Check the team's name and its key file.")


def _not_understood() -> InboxError:
    return InboxError("The address did not answer as a staff process does. Check --url, and that versions match.")
