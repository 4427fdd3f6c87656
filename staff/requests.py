"""What the API is sent: read strictly, unknown fields dropped, and nothing of it repeated in an error."""

from __future__ import annotations

import base64
import re
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

LARGEST_SEALED = 64 * 1024
"""Bytes of one sealed reply."""
LARGEST_BODY = 96 * 1024
"""Bytes of a request: the largest reply in base64, and some room."""

AGE = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"(?:-> (?:[!-~]+ )*[!-~]+\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+"
    rb"--- [A-Za-z0-9+/]{43}\n"
)
"""The header of an age file (age-encryption.org/v1): stanzas, then the header's MAC."""
X25519 = b"\n-> X25519 "
LEAST_PAYLOAD = 32
"""Bytes: the nonce, and the tag of the last chunk."""


class BadRequestError(Exception):
    """The request cannot be read; `field` is the name of the part that is wrong, or empty for the whole."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def _from_base64(value: object) -> bytes:
    if not isinstance(value, str):
        raise ValueError("not text")
    return base64.b64decode(value, validate=True)


def is_age(data: bytes) -> bytes:
    """`data`, if it is an age file; whoever has its key alone can tell whether it opens.

    Keeps out what was sent in the clear by mistake.
    """
    header = AGE.match(data)
    if header is None or X25519 not in header[0] or len(data) - header.end() < LEAST_PAYLOAD:
        raise ValueError("not sealed")
    return data


Base64 = Annotated[bytes, BeforeValidator(_from_base64)]
AgeFile = Annotated[Base64, Field(max_length=LARGEST_SEALED), AfterValidator(is_age)]


class Body(BaseModel):
    """The JSON of a request."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class TeamBody(Body):
    """Somebody wants to sign in for a team."""

    team: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class AnswerBody(Body):
    """The opened challenge."""

    id: Annotated[str, StringConstraints(max_length=64)]
    answer: Annotated[Base64, Field(max_length=64)]


class ReplyBody(Body):
    """A reply, sealed to the reporter before it came here."""

    sealed: AgeFile


B = TypeVar("B", bound=Body)


def read(model: type[B], body: bytes) -> B:
    """`body` as `model`. Raises `BadRequestError` with the first field that is wrong."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        where = error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
        raise BadRequestError(str(where[0]) if where else "") from None
