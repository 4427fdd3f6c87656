"""Headers that every answer carries."""

from __future__ import annotations

from aiohttp import hdrs, web

CLOSED = ("camera", "microphone", "geolocation", "browsing-topics", "clipboard-read", "payment", "usb")
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{each}=()" for each in CLOSED),
    "Referrer-Policy": "no-referrer",
    "Request-OTR": "1",  # Brave offers to keep the visit out of its history
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Robots-Tag": "noindex",
}


async def secure(request: web.Request, response: web.StreamResponse) -> None:
    """Adds what is not set already (a page sets its own Content-Security-Policy) and does not say what we run on."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.popall(hdrs.SERVER, None)
