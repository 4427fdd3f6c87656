"""WhatsApp's Cloud API. Its webhooks are as Meta documents them; test_whatsapp.py has a library read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any

from gateway.channels.whatsapp import WhatsApp
from tests.gateway.channels.doubles.meta_double import OURS, VERSION, MetaDouble, error
from tests.gateway.channels.doubles.provider_double import FAST, Call

IMAGE = {"type": "image", "image": {"mime_type": "image/jpeg", "sha256": "aGFzaA==", "id": "1"}}


class WhatsAppDouble(MetaDouble):
    name = "whatsapp"
    hers = "447700900123"
    gone = error(131026)
    refused = error(131047)

    def provider(self, url: str) -> WhatsApp:
        return WhatsApp(self.linked(url), OURS, FAST)

    def message(
        self,
        text: str,
        sender: str = "",
        *,
        message_id: str | None = None,
        media: bool = False,
        written: datetime | None = None,
    ) -> Call:
        captioned = {**IMAGE, "image": {**IMAGE["image"], "caption": text}} if text else IMAGE  # type: ignore[dict-item]
        said = captioned if media else {"type": "text", "text": {"body": text}}
        return self.signed(webhook(self.of_hers(said, sender, message_id, written)))

    def of_hers(
        self,
        said: Mapping[str, Any],
        sender: str = "",
        message_id: str | None = None,
        written: datetime | None = None,
    ) -> dict[str, Any]:
        """A message of hers, of any type."""
        moment = str(int((written or self.now()).timestamp()))
        who = {"from": sender or self.hers, "from_user_id": f"GB.{sender or self.hers}"}
        return {**who, "id": message_id or f"wamid.{token_hex(16)}", "timestamp": moment, **said}

    def delivery(self, state: str, to: str = "") -> Call:
        statuses = {"on its way": ("delivered", []), "failed": ("failed", [131047]), "gone": ("failed", [131026])}
        status, codes = statuses[state]
        return self.signed(webhook(statuses=[of_ours(to or self.hers, status, codes)]))

    def unreadable(self) -> Sequence[Call]:
        whole = self.of_hers({"type": "text", "text": {"body": "hi"}})
        wrong = [{**whole, "id": ""}, {**whole, "id": 1}, {**whole, "timestamp": "soon"}, {**whole, "timestamp": 1},
                 {**whole, "timestamp": "9" * 12}, {**whole, "text": "hi"}, {**whole, "text": {}},
                 {**whole, "from": 44}, {**whole, "from": "", "from_user_id": ""},
                 {**whole, "image": "here"}]  # fmt: skip
        without = [{name: value for name, value in whole.items() if name != left} for left in ("id", "type", "text")]
        nowhere = {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages"}]}]}
        bodies: tuple[Any, ...] = (None, [], "hi", 7, {}, {"object": "whatsapp_business_account", "entry": {}}, nowhere)
        return [self.signed(body) for body in (*bodies, *map(webhook, wrong), *map(webhook, without))]

    def environment(self, url: str) -> Mapping[str, str]:
        return {"HEARD_WHATSAPP_NUMBER": OURS, "HEARD_WHATSAPP_API": url, "HEARD_WHATSAPP_VERSION": VERSION,
                "HEARD_WHATSAPP_PACE": "1000"}  # fmt: skip

    def opened(self, body: Mapping[str, Any]) -> tuple[str, str]:
        to = body["to"] if "to" in body else body["recipient"]
        text = body["text"]["body"]
        said = {"messaging_product": "whatsapp", "recipient_type": "individual", "type": "text"}
        assert body == {
            **said,
            ("to" if "to" in body else "recipient"): to,
            "text": {"body": text, "preview_url": False},
        }
        assert to.isdecimal() is ("to" in body)
        assert 0 < len(text) <= 4096
        return to, text


def webhook(
    *messages: Mapping[str, Any], statuses: Sequence[Mapping[str, Any]] = (), number: str = OURS
) -> dict[str, Any]:
    """A webhook with all of them."""
    people = [(each["from"], each["from_user_id"]) for each in messages]
    people += [(each["recipient_id"], each["recipient_user_id"]) for each in statuses]
    who = [{"profile": {"name": "K"}, "wa_id": wa, "user_id": user} for wa, user in people]
    ours = {"display_phone_number": "1", "phone_number_id": number}
    value: dict[str, Any] = {"messaging_product": "whatsapp", "metadata": ours, "contacts": who}
    value |= {"messages": list(messages)} if messages else {"statuses": list(statuses)}
    changes = [{"field": "messages", "value": value}]
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": changes}]}


def of_ours(to: str, status: str, codes: Sequence[int] = ()) -> dict[str, Any]:
    """What became of a message of ours."""
    errors = [{"code": code, "title": "no", "message": "no"} for code in codes]
    who = {"recipient_id": to, "recipient_user_id": f"GB.{to}"}
    return {
        "id": "wamid.1",
        "status": status,
        "timestamp": "1700000000",
        **who,
        **({"errors": errors} if codes else {}),
    }
