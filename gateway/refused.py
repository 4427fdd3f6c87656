"""What is not done, and what the public is told about it."""

from __future__ import annotations

from gateway.message import Message


class Refused(Exception):
    """What was asked is not done, and nothing has changed. `detail` is a sentence for the public.

    `kind`: ended, erased, too_long, too_many, bad_request, receipt_unknown, receipt_unavailable. `messages` is not
    empty when the danger check fired. `retry_after` is in seconds. `field` is the part of the request that is wrong.
    """

    def __init__(
        self,
        kind: str,
        status: int,
        detail: str,
        *,
        messages: tuple[Message, ...] = (),
        retry_after: int | None = None,
        field: str | None = None,
    ) -> None:
        super().__init__(kind)
        self.kind, self.status, self.detail = kind, status, detail
        self.messages, self.retry_after, self.field = messages, retry_after, field
