"""Setting an account up over HTTP, with the link that `heard staff add` or `heard staff reset` gave."""

from __future__ import annotations

from typing import Annotated

from aiohttp import web
from pydantic import StringConstraints

from staff.desk import DESK
from staff.requests import Body, read
from staff.sessions_api import Code, Password
from staff.sign_in_cookies import give_device
from staff.totp import address, square_code

Token = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class EnrolBody(Body):
    """The link, and the password that is to be the account's."""

    token: Token
    password: Password


class ConfirmBody(Body):
    """The link, and a code of the app that was set up with it."""

    token: Token
    code: Code


async def enrol(request: web.Request) -> web.Response:
    """`{"token", "password"}` -> `{"otpauth", "qr_svg"}`: what an authenticator app is set up with."""
    desk = request.app[DESK]
    body = read(EnrolBody, await request.read())
    account, secret = await desk.people.enrolment.begin(body.token, body.password, desk.clock())
    otpauth = address(secret, account)
    return web.json_response({"otpauth": otpauth, "qr_svg": square_code(otpauth)})


async def confirm(request: web.Request) -> web.Response:
    """`{"token", "code"}` -> 204: the account can sign in, and this device is known as its own."""
    desk = request.app[DESK]
    body = read(ConfirmBody, await request.read())
    credentials = await desk.people.enrolment.confirm(body.token, body.code, desk.clock())
    response = web.Response(status=204)
    cookie = desk.people.sign_in.device_cookie(credentials)
    give_device(response, cookie, is_tls=desk.people.is_tls)
    return response
