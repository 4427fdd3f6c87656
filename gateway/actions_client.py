"""Asks the action server about a report, by its receipt: how it stands, to add to it, to take it back.

And takes it what was counted, of nobody in particular.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from gateway.upstream import Upstream, UpstreamError

SECONDS = 5.0
ATTACH_SECONDS = 30.0  # 40 MB to be read, sealed for each team and stored
COUNT_SECONDS = 2.0  # nobody waits for a count but a gateway that is to stop

Added = Literal["added", "withdrawn", "full", "elsewhere"]
Attached = Literal["attached"] | Added
NotKept = Literal["sent", "full"]


class SealedReply(BaseModel):
    """A team's answer, sealed to the receipt (base64 of age)."""

    at: datetime
    sealed: str


class Withdrawal(BaseModel):
    """A report that was taken back; `statement` is the signed one that nothing of it is left. `contact_kept`: the law
    keeps for now how to reach her."""

    at: datetime
    erased: bool
    statement: str | None
    contact_kept: bool = False


class ReportStatus(BaseModel):
    """How far a report has come; `received` to the hour, `outcome` the code of how it was closed."""

    status: Literal["received", "opened", "answered", "closed", "withdrawn", "ended", "ended early"]
    received: datetime | None
    added: int = 0
    attached: int = 0
    replies: tuple[SealedReply, ...]
    outcome: str | None = None
    withdrawal: Withdrawal | None = None
    reply_key: str | None = None  # once the receipt was changed: what opens the replies, sealed to the new one


class Addition(BaseModel):
    """What is added: sealed words, and what was told from them."""

    submission: str
    words: str
    police_mention: Literal["unclear", "responsible"] | None
    police_confirmed: Literal["no"] | None


class NotAdded(BaseModel):
    """Why nothing was added."""

    kind: Added


class NotDrafted(BaseModel):
    """Why a draft was not kept: there is a report, or so many were kept today that there is no room."""

    kind: NotKept


class Kept(BaseModel):
    """A report put aside is kept until the day `until`, on which it is erased."""

    until: date


class SealedDraft(Kept):
    """The same with what is kept, sealed to the receipt (base64 of age)."""

    sealed: str


A = TypeVar("A", bound=BaseModel)


@dataclass(frozen=True)
class ActionServer:
    """The action server, as far as the gateway speaks to it. Every call raises `UpstreamError`."""

    upstream: Upstream

    async def open_receipt(self, lookup: str) -> ReportStatus | None:
        """The report under `lookup` (hex), or None when there is none."""
        status, body = await self._ask("open", lookup)
        return _read(ReportStatus, body) if _found(status) else None

    async def add(self, lookup: str, addition: Addition) -> Added | None:
        """Whether the addition is stored, or why it is not; None when there is no such report."""
        status, body = await self._ask("add", lookup, addition.model_dump())
        if status == 409:
            return _read(NotAdded, body).kind
        return "added" if _found(status) else None

    async def attach(self, lookup: str, submission: str, sealed: str) -> Attached | None:
        """Whether the file is stored, or why it is not; None when there is no such report."""
        body = {"lookup": lookup, "submission": submission, "sealed": sealed}
        status, answer = await self.upstream.post("/receipts/attach", body, ATTACH_SECONDS)
        if status == 409:
            return _read(NotAdded, answer).kind
        return "attached" if _found(status) else None

    async def withdraw(self, lookup: str) -> Withdrawal | None:
        """How the report was taken back, or None when there is none."""
        status, body = await self._ask("withdraw", lookup)
        return _read(Withdrawal, body) if _found(status) else None

    async def change_receipt(self, lookup: str, new: str, reply_key: str) -> bool:
        """Has the report open under `new` and no more under `lookup`; False when there is none."""
        status, _ = await self._ask("change", lookup, {"new": new, "reply_key": reply_key})
        return _found(status)

    async def keep_draft(self, lookup: str, sealed: str) -> date | NotKept:
        """Until when a draft is kept, now that it is, or why it is not."""
        status, body = await self.upstream.post("/drafts/keep", {"lookup": lookup, "sealed": sealed}, SECONDS)
        if status == 409:
            return _read(NotDrafted, body).kind
        if status != 200:
            raise UpstreamError(f"status-{status}")
        return _read(Kept, body).until

    async def open_draft(self, lookup: str) -> SealedDraft | None:
        """What is kept under `lookup`, or None when nothing is."""
        status, body = await self.upstream.post("/drafts/open", {"lookup": lookup}, SECONDS)
        return _read(SealedDraft, body) if _found(status) else None

    async def erase_draft(self, lookup: str) -> bool:
        """Has what is kept erased, which is done when this returns; False when nothing was."""
        status, _ = await self.upstream.post("/drafts/erase", {"lookup": lookup}, SECONDS)
        return _found(status)

    async def count(self, batch: Mapping[str, Any]) -> None:
        """Has a batch of counts kept; the same batch again changes nothing."""
        status, _ = await self.upstream.post("/counts", batch, COUNT_SECONDS)
        if status != 200:
            raise UpstreamError(f"status-{status}")

    async def _ask(self, what: str, lookup: str, more: dict[str, Any] | None = None) -> tuple[int, bytes]:
        return await self.upstream.post(f"/receipts/{what}", {"lookup": lookup, **(more or {})}, SECONDS)


def _found(status: int) -> bool:
    """Whether there is such a report. Raises `UpstreamError` when that was not said."""
    if status not in (200, 404):
        raise UpstreamError(f"status-{status}")
    return status == 200


def _read(model: type[A], body: bytes) -> A:
    try:
        return model.model_validate_json(body)
    except ValidationError:
        raise UpstreamError("not-an-answer") from None
