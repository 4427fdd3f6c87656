"""Messenger, as Meta documents it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any

from gateway.channels.messenger import Messenger
from tests.gateway.channels.doubles.meta_double import OURS, VERSION, MetaDouble, error
from tests.gateway.channels.doubles.provider_double import FAST, Call

IMAGE = {"type": "image", "payload": {"url": "https://cdn.example/1"}}


class MessengerDouble(MetaDouble):
    name = "messenger"
    hers = "2447700900123456"
    gone = error(551, 1545041)
    refused = error(10, 2018278)
    has_deliveries = False

    def provider(self, url: str) -> Messenger:
        return Messenger(self.linked(url), OURS, FAST)

    def message(
        self,
        text: str,
        sender: str = "",
        *,
        message_id: str | None = None,
        media: bool = False,
        written: datetime | None = None,
    ) -> Call:
        said = {"mid": message_id or f"m_{token_hex(16)}", **({"text": text} if text else {})}
        if media:
            said["attachments"] = [IMAGE]  # type: ignore[assignment]
        return self.signed(webhook(self.of_hers({"message": said}, sender, written)))

    def of_hers(self, said: Mapping[str, Any], sender: str = "", written: datetime | None = None) -> dict[str, Any]:
        """Something that she did."""
        who = {"sender": {"id": sender or self.hers}, "recipient": {"id": OURS}}
        return {**who, "timestamp": int((written or self.now()).timestamp() * 1000), **said}

    def delivery(self, state: str, to: str = "") -> Call:
        done: dict[str, Any] = {
            "on its way": {"delivery": {"mids": ["m_1"], "watermark": 1}},
            "failed": {"read": {"watermark": 1}},  # the nearest that there is
        }
        return self.signed(webhook(self.of_hers(done[state], to)))

    def unreadable(self) -> Sequence[Call]:
        whole = self.of_hers({"message": {"mid": "1", "text": "hi"}})
        wrong = [{**whole, "sender": "me"}, {**whole, "sender": {"id": 1}}, {**whole, "timestamp": "soon"},
                 {**whole, "timestamp": 10**15}, {**whole, "message": "hi"}, {**whole, "message": {"text": "hi"}},
                 {**whole, "message": {"mid": "", "text": "hi"}}, {**whole, "message": {"mid": "1", "text": 1}},
                 {**whole, "postback": {}}, "hi",
                 {name: value for name, value in whole.items() if name != "timestamp"}]  # fmt: skip
        bodies: tuple[Any, ...] = (
            None,
            [],
            "hi",
            7,
            {},
            {"object": "page"},
            {"object": "page", "entry": [{"messaging": []}]},
        )
        return [self.signed(body) for body in (*bodies, *map(webhook, wrong))]

    def other(self, number: int) -> str:
        return f"24477009001234{number:02}"

    def environment(self, url: str) -> Mapping[str, str]:
        return {"HEARD_MESSENGER_PAGE": OURS, "HEARD_MESSENGER_API": url, "HEARD_MESSENGER_VERSION": VERSION,
                "HEARD_MESSENGER_PACE": "1000"}  # fmt: skip

    def opened(self, body: Mapping[str, Any]) -> tuple[str, str]:
        to, text = body["recipient"]["id"], body["message"]["text"]
        said = {"messaging_type": "RESPONSE", "notification_type": "SILENT_PUSH"}
        assert body == {**said, "recipient": {"id": to}, "message": {"text": text}}
        assert 0 < len(text) <= 2000
        return to, text


def webhook(*events: Any, page: str = OURS) -> dict[str, Any]:
    """A webhook with all of them."""
    return {"object": "page", "entry": [{"id": page, "time": 1700000000000, "messaging": list(events)}]}
