"""Turns templates into pages that leave no trace: everything in one response, nothing to be stored."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gateway.api import GATEWAY
from gateway.gateway import Gateway
from gateway.message import Card, ReceiptWords, Summary
from gateway.page_links import linker, site_link
from gateway.page_macros import govuk_macros
from gateway.page_view import asked
from gateway.settings import SettingError

HERE = Path(__file__).parent
BUILT = HERE / "static" / "built"  # by `make`, from gateway/style
NOBODY = "'none'"
FIELD = re.compile(r"""<textarea|<select|type="(checkbox|radio|text)\"""")
# As good as 200 for a person. Chromium keeps any page of status 200 in its memory, even one that is `no-store`, and
# Back would show what was typed on it where no script could empty it.
NOT_KEPT = 203
TOKEN = web.RequestKey("token", str)  # of the conversation that a request belongs to


def set_up(app: web.Application, gateway: Gateway) -> None:
    """Prepares the templates for the pages of `gateway`. Raises `SettingError` while the style is not built."""
    environment = aiohttp_jinja2.setup(
        app,
        loader=FileSystemLoader(HERE / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        linked=linker(gateway.directory),
        site_link=site_link,
        paragraphs=paragraphs,
        question=lambda message: asked(message) if message.place else None,
    )
    environment.tests.update(
        card=lambda part: isinstance(part, Card),
        summary=lambda part: isinstance(part, Summary),
        receipt_words=lambda part: isinstance(part, ReceiptWords),
    )
    environment.globals.update(
        govuk=govuk_macros(),
        flag={"value": True, "optional": True},  # an attribute without a value, for those macros
        style=_built("page.css"),
        guides_style=_built("guides.css"),
        exit_script=_ours(HERE / "static" / "exit.js"),
        chat_script=_ours(HERE / "static" / "chat.js"),
        idle_script=_ours(HERE / "static" / "idle.js"),
        framed_script=_ours(HERE / "static" / "framed.js"),
        exit_url=gateway.settings.exit_url,
        hosts=" ".join(gateway.settings.gateway_frame_ancestors),
        exit_name=(urlsplit(gateway.settings.exit_url).hostname or "").removeprefix("www."),
        force=gateway.facts.site.force,
        site=gateway.facts.site,
        say=gateway.guides.pages,
        file_words=gateway.guides.attached,
        file_megabytes=gateway.settings.attachment_most_bytes // 1024**2,
        drafts=gateway.messages.drafts,
        draft_days=gateway.settings.draft_days,
        idle_minutes=int(gateway.sessions.idle.total_seconds() // 60),
        idle_seconds=int(gateway.sessions.idle.total_seconds()),
        services={service.id: gateway.parts(f"[[{service.id}]]")[0] for service in gateway.directory},
    )


def render(request: web.Request, template: str, *, status: int = 200, **context: Any) -> web.Response:
    """The page, with its own Content-Security-Policy. The leave button carries the token of the request."""
    nonce, framed_by = secrets.token_urlsafe(16), request.app[GATEWAY].settings.gateway_frame_ancestors
    context |= {"nonce": nonce, "token": request.get(TOKEN, ""), "is_part": wants_part(request)}
    response = aiohttp_jinja2.render_template(template, request, context, status=status)
    if request.method == "GET" and FIELD.search(response.text or ""):
        response.set_status(NOT_KEPT)
    response.headers["Content-Security-Policy"] = content_security_policy(nonce, framed_by)
    response.enable_compression()
    return response


def wants_part(request: web.Request) -> bool:
    """Whether the page's own script asks: it has the script and the style already."""
    return "part=main" in request.headers.get("Accept", "")


def content_security_policy(nonce: str, framed_by: Sequence[str]) -> str:
    """What the page may do: run its own script and style, and speak to us. Only the sites `framed_by` may frame it.

    Forms may go to any https address: the harmless page may send the browser on to another, and a browser stops a
    form whose way leads to an address that is not listed. Leaving comes first.
    """
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:; "
        "connect-src 'self'; form-action 'self' https:; base-uri 'none'; "
        f"frame-ancestors {' '.join(framed_by) or NOBODY}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of a text, each as its lines."""
    return [piece.strip().splitlines() for piece in text.split("\n\n") if piece.strip()]


def _ours(path: Path) -> Markup:
    return Markup(path.read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _built(name: str) -> Markup:
    try:
        return _ours(BUILT / name)
    except FileNotFoundError:
        raise SettingError("Run `make run`, which builds the style of the pages first.") from None
