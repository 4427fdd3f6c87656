"""Signing in with an account over HTTP, being signed in, and signing out."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from staff.desk import DESK
from staff.guards import not_signed_in
from staff.own_page import check_own_page
from staff.requests import Body, read
from staff.sessions import SignedIn
from staff.sign_in_account import Given
from staff.sign_in_cookies import device_cookie, give_device, give_session, session_token, take_session
from staff.sign_in_password import MOST

LEAVE_NOTHING = '"cache", "storage"'
"""Not "cookies": the device cookie stays, or guesses of others would slow the next sign-in down."""


def _composed(password: str) -> str:
    """The same password on every keyboard (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFC", password)


def _digits(code: object) -> object:
    """As apps show it: with a space in the middle, or without."""
    return "".join(code.split()) if isinstance(code, str) else code


Password = Annotated[str, StringConstraints(min_length=1, max_length=MOST), AfterValidator(_composed)]
Code = Annotated[str, BeforeValidator(_digits), StringConstraints(pattern=r"^[0-9]{6}$")]


class SignInBody(Body):
    """Somebody wants to sign in."""

    account: Annotated[str, StringConstraints(min_length=1, max_length=32)]
    password: Password
    code: Code


async def sign_in(request: web.Request) -> web.Response:
    """`{"account", "password", "code"}` -> who is signed in now, with a cookie; 401 whatever is wrong."""
    people = request.app[DESK].people
    body = read(SignInBody, await request.read())
    device = device_cookie(request, is_tls=people.is_tls)
    opened = await people.sign_in.sign_in(Given(body.account, body.password, body.code, device))
    people.sessions.end(session_token(request, is_tls=people.is_tls))
    response = _told(opened.signed_in)
    give_session(response, opened.token, is_tls=people.is_tls)
    give_device(response, opened.device, is_tls=people.is_tls)
    return response


async def signed_in(request: web.Request) -> web.Response:
    """Who is signed in. Asking does not count as being busy here."""
    return _told(await _session(request))


async def sign_out(request: web.Request) -> web.Response:
    """Ends the session, and leaves nothing of it in the browser."""
    people = request.app[DESK].people
    check_own_page(request, (await _session(request)).csrf)
    people.sessions.end(session_token(request, is_tls=people.is_tls))
    response = web.Response(status=204, headers={"Clear-Site-Data": LEAVE_NOTHING})
    take_session(response, is_tls=people.is_tls)
    return response


async def _session(request: web.Request) -> SignedIn:
    people = request.app[DESK].people
    found = await people.sessions.signed_in(session_token(request, is_tls=people.is_tls), counts=False)
    if found is None:
        raise not_signed_in()
    return found


def _told(signed_in: SignedIn) -> web.Response:
    who = signed_in.who
    return web.json_response({"account": who.account, "role": who.role.value, "team": who.team, "csrf": signed_in.csrf})
