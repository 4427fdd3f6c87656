"""A double of Rasa that speaks the turn protocol and remembers every byte it was sent."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from wire.signing import bearer_of

SECRET = "r" * 43

Reply = dict[str, Any]


def _answers(slot: str, **titles: str) -> list[dict[str, str]]:
    return [{"title": title, "payload": f'/answer{{"{slot}":"{value}"}}'} for value, title in titles.items()]


QUESTIONS: dict[str, Reply] = {
    "report_kind": {
        "text": "What kind of thing is it?",
        "buttons": _answers("report_kind", spiking="Spiking", stalking_harassment="Stalking or harassment"),
        "custom": {"expects": "choice", "label": "Kind", "required": True},
    },
    "what_happened": {"text": "What happened?", "custom": {"expects": "free_text", "label": "What happened"}},
    "when_happened": {
        "text": "When did it happen?",
        "buttons": _answers("when_happened", today="Today", longer_ago="Longer ago"),
        "custom": {"label": "When"},
    },
    "contact": {
        "text": "May the police contact you?",
        "buttons": [
            {
                "title": "No, I want to stay anonymous",
                "payload": '/answer{"contact":"anonymous","contact_details":"not_asked"}',
            },
            *_answers("contact", phone="Yes, by phone", email="Yes, by email"),
        ],
        "custom": {"expects": "choice", "label": "Contact", "required": True, "clears": ["contact_details"]},
    },
    "contact_details": {"text": "How can they reach you?", "custom": {"expects": "free_text", "label": "How"}},
    "checked": {
        "text": "Check your answers.",
        "buttons": _answers("checked", yes="My answers are right"),
        "custom": {"expects": "choice", "label": "Checked", "required": True, "summary": True},
    },
    "consent_share": {
        "text": "Do you agree?",
        "buttons": [
            {"title": "Yes, I agree", "payload": '/answer{"consent_share":"yes","consent_wording":"share@1"}'},
            {"title": "No, do not keep it", "payload": "/refuse_consent"},
        ],
        "custom": {"expects": "choice", "label": "Share", "required": True, "clears": ["consent_wording"]},
    },
    "send": {
        "text": "Send it now?",
        "buttons": [*_answers("send", yes="Send my report"), {"title": "No", "payload": "/refuse_consent"}],
        "custom": {"expects": "choice", "label": "Send", "required": True},
    },
}
ORDER = tuple(QUESTIONS)


class RasaDouble:
    """Answers text with one sentence and walks through QUESTIONS; `trouble` makes the next turns go wrong."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.bytes = b""
        self.trouble: str | None = None
        self.next: Reply | None = None  # what to answer instead, once
        self.arrived, self.release = asyncio.Event(), asyncio.Event()

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/webhooks/heard/turn", self._turn)
        app.router.add_get("/healthz", self._health)
        return app

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _turn(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == bearer_of(SECRET)
        raw = await request.read()
        self.bytes += raw
        body = json.loads(raw)
        self.requests.append(body)
        self.arrived.set()
        if self.trouble == "hang":
            await self.release.wait()
        if self.trouble == "status 500":
            return web.json_response({}, status=500)
        if self.trouble == "not JSON":
            return web.Response(text="<html>")
        if self.trouble == "not a reply":
            return web.json_response([])
        if self.trouble == "nothing said":
            return web.json_response({"messages": [], "state": body["state"], "failed": False})
        if self.trouble == "failed":
            said = [{"text": "Your report is stored.", "custom": {"receipt": True}}]
            return web.json_response({"messages": said, "state": body["state"], "failed": True})
        reply, self.next = self.next, None
        return web.json_response(reply or reply_to(body))


def reply_to(body: dict[str, Any]) -> Reply:
    state = body["state"] or {"slots": {}, "loop": None}
    slots, choice = dict(state["slots"]), body.get("choice")
    intent = choice["intent"] if choice else None
    if intent == "start_report":
        return _ask({}, {"text": "The police may try to trace someone whose life is at risk."})
    if intent in ("stop_report", "refuse_consent"):
        return _said({"text": "Nothing was kept."})
    if choice and state["loop"]:
        slots |= choice["entities"]
        return _ask({name: value for name, value in slots.items() if value is not None})
    answer = {"text": "Here is an answer.", "buttons": [{"title": "Report here", "payload": "/start_report"}]}
    return _ask(slots, answer) if state["loop"] else _said(answer)


def _ask(slots: dict[str, Any], *before: Reply) -> Reply:
    slots.pop("requested_slot", None)
    missing = next((slot for slot in QUESTIONS if slot not in slots), None)
    if missing is None:
        return _said({"text": "Your report is stored.", "custom": {"receipt": True}})
    state = {"slots": {**slots, "requested_slot": missing}, "loop": "report_form"}
    return {"messages": [*before, QUESTIONS[missing]], "state": state, "failed": False}


def _said(message: Reply) -> Reply:
    return {"messages": [message], "state": {"slots": {}, "loop": None}, "failed": False}
