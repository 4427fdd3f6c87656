"""The published schema of the action server: OpenAPI 3.1, made from the doors before its routes."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from actions.doors import Door, door, door_of
from actions.protocol_answers import Failure
from wire.signing import NONCE, SIGNATURE, TIME

REFERENCE = "#/components/schemas/{model}"
EMPTY = {"type": "object", "maxProperties": 0}
REFUSALS = (400, 401, 403, 413, 415, 503)
SIGNED = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "names the caller"},
    **{
        name: {"type": "apiKey", "in": "header", "name": name, "description": what}
        for name, what in (
            (TIME, "milliseconds since 1970, at most 60 s from the server's clock"),
            (NONCE, "32 hexadecimal digits, never used before"),
            (SIGNATURE, "HMAC-SHA256 over method, path, time, nonce and the body's SHA-256 (wire/signing.py)"),
        )
    },
}
Mode = Literal["validation", "serialization"]

routes = web.RouteTableDef()


@routes.get("/schema")
@door(None)
async def schema(request: web.Request) -> web.Response:
    """The schema; it is in the public repository too, so anybody may read it."""
    return web.json_response(schema_of(request.app))


def schema_of(app: web.Application) -> dict[str, Any]:
    """The schema of the routes of `app`."""
    doors = sorted(_doors(app), key=lambda each: each[:2])
    models: list[tuple[type[BaseModel], Mode]] = [(each.reads, "validation") for *_, each in doors if each.reads]
    models += [(answer, "serialization") for *_, each in doors for answer in each.answers.values() if answer]
    names, schemas = models_json_schema(
        sorted({*models, (Failure, "serialization")}, key=lambda pair: pair[0].__name__), ref_template=REFERENCE
    )
    paths: dict[str, Any] = {}
    for path, method, each in doors:
        paths.setdefault(path, {})[method] = _operation(each, names)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Heard's action server", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas["$defs"], "securitySchemes": SIGNED},
    }


def _doors(app: web.Application) -> list[tuple[str, str, Door]]:
    found = (
        (route.resource.canonical, route.method.lower(), door_of(route.handler))
        for route in app.router.routes()
        if route.resource is not None and route.method != "HEAD"
    )
    return [(path, method, each) for path, method, each in found if each is not None and path != "/schema"]


def _operation(each: Door, names: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    answers = {status: names[model, "serialization"] if model else EMPTY for status, model in each.answers.items()}
    if each.caller is not None:
        answers = dict.fromkeys(REFUSALS, names[Failure, "serialization"]) | answers
    operation: dict[str, Any] = {
        "responses": {str(status): _told(status, answers[status]) for status in sorted(answers)},
    }
    if each.caller is not None:
        operation["security"] = [{name: [] for name in SIGNED}]
        operation["x-heard-caller"] = each.caller.name.lower()
        operation["x-heard-largest-body"] = each.largest
    if each.reads is not None:
        content = {"application/json": {"schema": names[each.reads, "validation"]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _told(status: int, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": HTTPStatus(status).phrase, "content": {"application/json": {"schema": schema}}}
