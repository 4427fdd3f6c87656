"""Only Heard's own page may act for somebody who is signed in there: no other site can make their browser do it."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

CSRF_HEADER = "X-Heard-CSRF"
SITE_HEADER = "Sec-Fetch-Site"
SAFE = {hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_OPTIONS}


class OtherPageError(Exception):
    """The request does not come from Heard's own page, or from one that is out of date."""


@web.middleware
async def only_own_page(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what another site makes a browser send, to sign in too. A browser says so itself; a program does not.

    A GET below /api as well, which can open a report; not the page, to which a link may lead from anywhere.
    """
    if _may_do_something(request) and _is_from_elsewhere(request):
        raise OtherPageError
    return await handler(request)


def check_own_page(request: web.Request, csrf: str) -> None:
    """For a request with a session's cookie. Raises `OtherPageError` unless it is safe or proves the session."""
    given = request.headers.get(CSRF_HEADER, "")
    is_same = hmac.compare_digest(given.encode("utf-8", "surrogateescape"), csrf.encode())
    if request.method not in SAFE and not is_same:
        raise OtherPageError


def _may_do_something(request: web.Request) -> bool:
    return request.method not in SAFE or request.path.startswith("/api/")


def _is_from_elsewhere(request: web.Request) -> bool:
    site = request.headers.get(SITE_HEADER)
    if site is not None:
        return site != "same-origin"
    origin = request.headers.get(hdrs.ORIGIN)
    return origin is not None and urlsplit(origin).netloc.lower() != request.host.lower()
