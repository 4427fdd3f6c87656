"""Headers that every answer carries."""

from __future__ import annotations

from aiohttp import hdrs, web

from staff.desk import DESK

CLOSED = ("camera", "geolocation", "microphone", "payment", "usb")
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    # data: for the square code of an enrolment, blob: for a picture that was opened in the browser; text never becomes
    # markup or script.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data: blob:; require-trusted-types-for 'script'; trusted-types 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{each}=()" for each in CLOSED),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
HSTS = "max-age=63072000"
"""Two years without plain HTTP. Not for other names below this one: they are the force's to decide on."""


async def secure(request: web.Request, response: web.StreamResponse) -> None:
    """Adds them, and does not say what we run on."""
    response.headers.update(SECURITY_HEADERS)
    if request.app[DESK].people.is_tls:
        response.headers["Strict-Transport-Security"] = HSTS
    response.headers.popall(hdrs.SERVER, None)
