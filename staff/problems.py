"""Answers to what cannot be done: problem details (RFC 9457) in our own words, the same for the same problem."""

from __future__ import annotations

import logging
from http import HTTPStatus

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from actions.casework.actor import NotAllowedError
from actions.inbox import NoSuchReportError
from actions.locking import CannotUnlockError
from actions.rewrap import ChangedMeanwhileError
from staff.requests import BadRequestError

log = logging.getLogger("heard.staff")

DETAILS = {
    401: "Sign in first.",
    403: "Your account is not for this.",
    404: "There is no such thing here.",
    409: "The team's key is not being rotated.",
    410: "This cannot be opened: its key is gone, or it was changed. Tell whoever looks after Heard.",
    413: "This is too big.",
    503: "This could not be done. Try again in a moment.",
}


@web.middleware
async def answer_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns whatever a handler raises into a problem; logs its kind alone."""
    try:
        return await handler(request)
    except NotAllowedError as error:
        return problem(409, str(error))
    except BadRequestError as error:
        return _bad_request(error.field)
    except NoSuchReportError:
        return problem(404, "There is no such report.")
    except CannotUnlockError:
        log.error("cannot_unlock")
        return problem(410)
    except ChangedMeanwhileError:
        return problem(409, "This has changed. Fetch it again.", "parts")
    except web.HTTPException as error:
        return _http_problem(error)
    except Exception as error:
        log.error("failed kind=%s", type(error).__name__)
        return problem(503)


def problem(status: int, detail: str = "", field: str = "") -> web.Response:
    """The problem as application/problem+json."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail or DETAILS.get(status, title)}
    if field:
        body["field"] = field
    return web.json_response(body, status=status, content_type="application/problem+json")


def _bad_request(field: str) -> web.Response:
    if not field:
        return problem(400, "The request is not a JSON object.")
    return problem(400, f"The field {field} is missing or wrong.", field)


def _http_problem(error: web.HTTPException) -> web.Response:
    response = problem(error.status)
    for name in (hdrs.ALLOW, hdrs.WWW_AUTHENTICATE):
        if name in error.headers:
            response.headers[name] = error.headers[name]
    return response
