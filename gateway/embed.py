"""The script with which another site puts our page into its own: `/embed.js`, where the settings name such a site."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from aiohttp import ETag, hdrs, web

from gateway.api import GATEWAY

SCRIPT = Path(__file__).parent / "static" / "embed.js"
TO = "EXIT_URL"  # stands in the script for where leaving leads
HEADERS = {
    hdrs.CACHE_CONTROL: "public, max-age=3600",  # a correction of ours is everywhere within an hour
    hdrs.VARY: hdrs.ACCEPT_ENCODING,
    # It holds nothing secret, and a site that may show our page need not share our domain.
    "Cross-Origin-Resource-Policy": "cross-origin",
}

routes = web.RouteTableDef()


@routes.get("/embed.js")
async def embed(request: web.Request) -> web.Response:
    """The script; 404 where no site may show our page."""
    settings = request.app[GATEWAY].settings
    if not settings.gateway_frame_ancestors:
        raise web.HTTPNotFound
    script = embed_script(settings.exit_url)
    mark = sha256(script.encode()).hexdigest()[:16]
    is_known = any(known.value == mark for known in request.if_none_match or ())
    response = web.Response(status=304) if is_known else _sent(script)
    response.headers.update(HEADERS)
    response.etag = ETag(mark, is_weak=True)  # weak: it is the same script, compressed or not
    return response


def _sent(script: str) -> web.Response:
    response = web.Response(text=script, content_type="text/javascript")
    response.enable_compression()
    return response


@cache
def embed_script(exit_url: str) -> str:
    """The script that leaves for `exit_url`."""
    return SCRIPT.read_text(encoding="utf-8").replace(TO, json.dumps(exit_url))
