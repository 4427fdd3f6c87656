"""Asks the action server about a report, by its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ValidationError

from gateway.upstream import Upstream, UpstreamError

SECONDS = 5.0


class SealedReply(BaseModel):
    """A team's answer, sealed to the receipt (base64 of age)."""

    at: datetime
    sealed: str


class ReportStatus(BaseModel):
    """How far a report has come; `received` to the hour."""

    status: Literal["received", "opened", "answered", "closed"]
    received: datetime
    replies: tuple[SealedReply, ...]


@dataclass(frozen=True)
class ActionServer:
    """The action server, as far as the gateway speaks to it."""

    upstream: Upstream

    async def open_receipt(self, lookup: str) -> ReportStatus | None:
        """The report under `lookup` (hex), or None when there is none. Raises `UpstreamError`."""
        status, body = await self.upstream.post("/receipts/open", {"lookup": lookup}, SECONDS)
        if status == 404:
            return None
        if status != 200:
            raise UpstreamError(f"status-{status}")
        try:
            return ReportStatus.model_validate_json(body)
        except ValidationError:
            raise UpstreamError("not-a-report") from None
