"""The teams' page and what belongs to it: one page, its style and its script, which `make` builds."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

PAGES = Path(__file__).parent / "pages"
BUILT = PAGES / "built"  # by `make`, from staff/style and staff/client

routes = web.RouteTableDef()


@routes.get("/")
@routes.get("/enrol")  # the link that a new account gets; its token stands after the #
async def page(_request: web.Request) -> web.FileResponse:
    """The page. Without its script it says what it is, and how to work in a terminal."""
    return _file(PAGES / "index.html", "text/html; charset=utf-8")


@routes.get("/staff.css")
async def style(_request: web.Request) -> web.FileResponse:
    """The page's style sheet."""
    return _file(BUILT / "staff.css", "text/css; charset=utf-8")


@routes.get("/staff.js")
async def script(_request: web.Request) -> web.FileResponse:
    """The page's script."""
    return _file(BUILT / "staff.js", "text/javascript; charset=utf-8")


def _file(path: Path, content_type: str) -> web.FileResponse:
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Content-Type": content_type})
