"""Headers that every answer carries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web

from gateway.settings import Settings

Signal = Callable[[web.Request, web.StreamResponse], Awaitable[None]]

# All that a page could ask a browser for and this one never does. In full screen the browser keeps Escape to itself.
CLOSED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
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


TWO_YEARS = 63_072_000  # seconds
ONLY_TLS = {"Strict-Transport-Security": f"max-age={TWO_YEARS}; includeSubDomains"}


def security(settings: Settings) -> Signal:
    """Adds what is not set already (a page sets its own Content-Security-Policy) and does not say what we run on."""
    headers = {**SECURITY_HEADERS, **(ONLY_TLS if settings.is_tls else {})}

    async def secure(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        response.headers.popall(hdrs.SERVER, None)

    return secure
