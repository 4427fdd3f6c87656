"""Asks the action server about a report, by its receipt: how it stands, to add to it, to take it back.

And tells it, of nobody in particular, whether somebody felt taken seriously.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from gateway.upstream import Upstream, UpstreamError

SECONDS = 5.0
COUNT_SECONDS = 2.0  # nobody should wait for a count

Added = Literal["added", "withdrawn", "full", "elsewhere"]
Felt = Literal["yes", "partly", "no", "not_said"]


class SealedReply(BaseModel):
    """A team's answer, sealed to the receipt (base64 of age)."""

    at: datetime
    sealed: str


class Withdrawal(BaseModel):
    """A report that was taken back; `statement` is the signed one that nothing of it is left."""

    at: datetime
    erased: bool
    statement: str | None


class ReportStatus(BaseModel):
    """How far a report has come; `received` to the hour."""

    status: Literal["received", "opened", "answered", "closed", "withdrawn"]
    received: datetime | None
    added: int = 0
    replies: tuple[SealedReply, ...]
    withdrawal: Withdrawal | None = None


class Addition(BaseModel):
    """What is added: sealed words, and what was told from them."""

    submission: str
    words: str
    police_mention: Literal["unclear", "responsible"] | None
    police_confirmed: Literal["no"] | None


class NotAdded(BaseModel):
    """Why nothing was added."""

    kind: Added


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

    async def withdraw(self, lookup: str) -> Withdrawal | None:
        """How the report was taken back, or None when there is none."""
        status, body = await self._ask("withdraw", lookup)
        return _read(Withdrawal, body) if _found(status) else None

    async def count_feeling(self, felt: Felt) -> None:
        """Counts that somebody felt so. The answer alone is sent."""
        status, _ = await self.upstream.post("/feelings/count", {"felt": felt}, COUNT_SECONDS)
        _found(status)

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
