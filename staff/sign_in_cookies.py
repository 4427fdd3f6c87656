"""The two cookies: the session's, and the device's, by which guesses of others do not slow its owner down.

Over TLS both are `__Host-`: no other host and no page without TLS can set or read them.
"""

from __future__ import annotations

from aiohttp import web

from staff.sign_in_device import DEVICE_LIFE

SESSION, DEVICE = "heard-session", "heard-device"


def session_token(request: web.Request, *, is_tls: bool) -> str:
    """The session's token that the browser sent, or nothing."""
    return request.cookies.get(_named(SESSION, is_tls), "")


def device_cookie(request: web.Request, *, is_tls: bool) -> str:
    """The device cookie that the browser sent, or nothing."""
    return request.cookies.get(_named(DEVICE, is_tls), "")


def give_session(response: web.Response, token: str, *, is_tls: bool) -> None:
    """The browser keeps it until it is closed; the server ends it much earlier."""
    _give(response, SESSION, token, is_tls, None)


def give_device(response: web.Response, cookie: str, *, is_tls: bool) -> None:
    """The browser keeps it for a few months after the last sign-in."""
    _give(response, DEVICE, cookie, is_tls, int(DEVICE_LIFE.total_seconds()))


def take_session(response: web.Response, *, is_tls: bool) -> None:
    """The browser forgets the session."""
    _give(response, SESSION, "", is_tls, 0)


def _give(response: web.Response, name: str, value: str, is_tls: bool, seconds: int | None) -> None:
    response.set_cookie(
        _named(name, is_tls), value, max_age=seconds, path="/", secure=is_tls, httponly=True, samesite="Strict"
    )


def _named(name: str, is_tls: bool) -> str:
    return f"__Host-{name}" if is_tls else name
