"""The page for whoever comes back with a receipt: read the answers, add to the report, take it back.

The receipt is written once. After that the page holds a token, as in the chat, and the receipt is in this process's
memory until the page is left: it is in no address, in no history, and on no page to be found later.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from gateway.actions_client import Withdrawal
from gateway.api import GATEWAY
from gateway.api_receipts import SUBMISSION
from gateway.gateway import LOCAL
from gateway.message import Message
from gateway.opening import ENDED, Opened, open_receipt, withdrawn_meaning
from gateway.page_attach import drop_kept, has_file, send_kept, take_file
from gateway.page_draft import ask_to_erase, draft_page, erase, go_on
from gateway.page_forms import read_form
from gateway.page_new_receipt import STEPS, new_receipt
from gateway.page_render import TOKEN, render
from gateway.pages import page
from gateway.refused import Refused
from gateway.session import Session
from gateway.turn.danger import alert_messages
from gateway.way_back import Adding, add_to_report, withdraw_report

Fields = Mapping[str, str]

routes = web.RouteTableDef()


@routes.get("/receipt")
@page
async def receipt_page(request: web.Request) -> web.Response:
    """Asks for the receipt."""
    return _ask(request)


@routes.post("/receipt")
@page
async def receipt(request: web.Request) -> web.Response:
    """Opens a receipt, or does what its holder wants with the report."""
    if has_file(request):
        return await take_file(request) or _ask(request, notice=request.app[GATEWAY].messages.receipt_again)
    fields = await read_form(request)
    do = fields.get("do")
    written = await _returned(request, fields)
    if written is None:
        return await (_open(request, fields) if do is None else _again(request, fields))
    if do == "add":
        return await _add(request, written, fields)
    if do == "send file":
        return await send_kept(request, written)
    if do == "drop file":
        return await drop_kept(request)
    if do == "withdraw":
        return await _withdraw(request, written)
    if do in STEPS or "part" in fields:
        return await new_receipt(request, do or "", fields) or await _show_or_ask(request, fields)
    if do == "go on":
        return await go_on(request, written)
    if do == "erase":
        return await erase(request, written)
    if do == "ask to erase":
        return ask_to_erase(request)
    return _ask_to_withdraw(request) if do == "ask" else await _show(request, written)


async def _returned(request: web.Request, fields: Fields) -> str | None:
    """The receipt that this page was opened with; None when it was not, or too long ago."""
    sessions, token = request.app[GATEWAY].sessions, fields.get("token", "")
    await sessions.extend(token)  # not held: what she wrote must be read also while a change of receipt hangs
    session = await sessions.look(token)
    returned = session.returned if session else None
    request[TOKEN] = token if returned else ""
    return returned


async def _open(request: web.Request, fields: Fields) -> web.Response:
    gateway, written = request.app[GATEWAY], fields.get("words", "")
    try:
        opened = await open_receipt(gateway, written)
    except Refused as refused:
        error = refused.detail if written.strip() else "Write your receipt words."
        return _ask(request, error=error, words=written, text=fields.get("text", ""), alerts=refused.messages)
    request[TOKEN] = await gateway.sessions.create(Session(returned=written))
    return _opened(request, opened, fields.get("text", ""))


async def _again(request: web.Request, fields: Fields) -> web.Response:
    """The page was open for too long: what she wrote is kept, and she is asked for the receipt once more."""
    gateway, text = request.app[GATEWAY], fields.get("text", "")
    alerts = alert_messages(gateway, await gateway.find_danger(text or fields.get("part", "")))
    return _ask(request, notice=gateway.messages.receipt_again, text=text, alerts=alerts)


async def _show_or_ask(request: web.Request, fields: Fields) -> web.Response:
    written = await _returned(request, fields)
    return await (_again(request, fields) if written is None else _show(request, written))


async def _show(request: web.Request, written: str) -> web.Response:
    try:
        return _opened(request, await open_receipt(request.app[GATEWAY], written))
    except Refused as refused:
        return _ask(request, error=refused.detail)


async def _add(request: web.Request, written: str, fields: Fields) -> web.Response:
    gateway, text = request.app[GATEWAY], fields.get("text", "")
    submission = fields.get("submission", "")
    adding = Adding(
        text,
        submission if SUBMISSION.fullmatch(submission) else _new_submission(),
        checked=fields.get("checked") == _answered(text),
        not_police=fields.get("not_police") == _answered(text),
    )
    try:
        alerts = await add_to_report(gateway, written, adding)
    except Refused as refused:
        return _not_added(request, adding, refused)
    return render(request, "receipt_added.html", alerts=alerts, done=gateway.messages.add_to_report.done)


def _not_added(request: web.Request, adding: Adding, refused: Refused) -> web.Response:
    """The words again, with what must be answered before they are added."""
    answered = _answered(adding.text)
    return render(
        request,
        "receipt_add.html",
        alerts=refused.messages,
        error=refused.detail,
        kind=refused.kind,
        text="" if refused.kind == "receipt" else adding.text,
        submission=adding.submission,
        checked=answered if adding.checked or refused.kind == "danger" else "",
        not_police=answered if adding.not_police or refused.kind == "not_added_elsewhere" else "",
    )


async def _withdraw(request: web.Request, written: str) -> web.Response:
    try:
        withdrawal = await withdraw_report(request.app[GATEWAY], written)
    except Refused as refused:
        return _ask_to_withdraw(request, refused.detail)
    return _withdrawn(request, withdrawal, replies=())


def _ask_to_withdraw(request: web.Request, error: str | None = None) -> web.Response:
    return render(request, "receipt_withdraw.html", error=error)


def _opened(request: web.Request, opened: Opened, text: str = "") -> web.Response:
    if opened.withdrawal is not None:
        return _withdrawn(request, opened.withdrawal, replies=opened.replies)
    if opened.status in ENDED:
        return render(request, "receipt_ended.html", meaning=opened.meaning)
    if opened.status == "draft":
        return draft_page(request, opened)
    return render(request, "receipt_report.html", opened=opened, text=text, submission=_new_submission())


def _withdrawn(request: web.Request, withdrawal: Withdrawal, **context: Any) -> web.Response:
    meaning = withdrawn_meaning(request.app[GATEWAY], withdrawal)
    on = withdrawal.at.astimezone(LOCAL)  # the day on the note, too
    return render(request, "receipt_withdrawn.html", statement=withdrawal.statement, on=on, meaning=meaning, **context)


def _ask(
    request: web.Request,
    *,
    error: str | None = None,
    notice: str = "",
    words: str = "",
    text: str = "",
    alerts: tuple[Message, ...] = (),
) -> web.Response:
    request[TOKEN] = ""
    return render(request, "receipt.html", error=error, notice=notice, words=words, text=text, alerts=alerts)


def _new_submission() -> str:
    return secrets.token_hex(16)


def _answered(text: str) -> str:
    """Goes back with a question that was answered about `text`: for other words it is asked again."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
