"""Answers to what cannot be done: problem details (RFC 9457), with the alert when the danger check fired."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from gateway.body import BodyError, TooBigError
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.message import Message, as_json
from gateway.refused import Refused
from gateway.unread import alerts_in


def problems(gateway: Gateway) -> Middleware:
    """The middleware that answers everything a handler raises."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refused as refused:
            return problem(refused)
        except BodyError as error:
            return problem(bad_request(gateway, error.field, await alerts_in(gateway, request)))
        except TooBigError:
            return problem(_too_long(gateway, await alerts_in(gateway, request)))
        except web.HTTPException as error:
            return _http_problem(gateway, error)
        except Exception as error:
            trouble("request", type(error).__name__)
            return problem(Refused("broken", 500, gateway.message(gateway.messages.broken).text))

    return middleware


def bad_request(gateway: Gateway, field: str, alerts: tuple[Message, ...]) -> Refused:
    """The refusal of a request whose `field` is missing or not what it must be."""
    detail = gateway.message(gateway.messages.bad_request).text
    return Refused("bad_request", 400, detail, messages=alerts, field=field)


def problem(refused: Refused) -> web.Response:
    """The refusal as application/problem+json."""
    body: dict[str, Any] = {
        "type": f"urn:heard:problem:{refused.kind}",
        "title": HTTPStatus(refused.status).phrase,
        "status": refused.status,
        "detail": refused.detail,
    }
    if refused.field:
        body["field"] = refused.field
    if refused.messages:
        body["messages"] = as_json(refused.messages)
    headers = {hdrs.RETRY_AFTER: str(refused.retry_after)} if refused.retry_after else None
    return web.json_response(body, status=refused.status, headers=headers, content_type="application/problem+json")


def _too_long(gateway: Gateway, alerts: tuple[Message, ...]) -> Refused:
    return Refused("too_long", 413, gateway.message(gateway.messages.too_long).text, messages=alerts)


def _http_problem(gateway: Gateway, error: web.HTTPException) -> web.Response:
    sentence = gateway.messages.not_found if error.status in (404, 405) else gateway.messages.broken
    response = problem(Refused("http", error.status, gateway.message(sentence).text))
    if isinstance(error, web.HTTPMethodNotAllowed):
        response.headers[hdrs.ALLOW] = error.headers[hdrs.ALLOW]
    return response
