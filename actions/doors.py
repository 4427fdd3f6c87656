"""What stands above each route: who may call it, what it reads, how much of it, and what it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from actions.callers import Caller

KIB = 1024
SECONDS_TO_SEND = 4.0
Handler = Callable[..., Awaitable[Any]]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Door:
    """`caller`: None is anybody. `largest`: bytes of a body, that come in `seconds`.

    `answers`: by status, None for an empty object.
    """

    caller: Caller | None
    reads: type[BaseModel] | None = None
    largest: int = KIB
    answers: Mapping[int, type[BaseModel] | None] = field(default_factory=dict)
    seconds: float = SECONDS_TO_SEND


_DOORS: dict[Handler, Door] = {}


def door(
    caller: Caller | None,
    reads: type[BaseModel] | None = None,
    largest: int = KIB,
    answers: Mapping[int, type[BaseModel] | None] | None = None,
    seconds: float = SECONDS_TO_SEND,
) -> Callable[[H], H]:
    """Puts a door before a handler. A route without one is open to nobody."""

    def placed(handler: H) -> H:
        _DOORS[handler] = Door(caller, reads, largest, answers or {200: None}, seconds)
        return handler

    return placed


def door_of(handler: Handler) -> Door | None:
    """The door before the handler, if there is one."""
    return _DOORS.get(handler)
