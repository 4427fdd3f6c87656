"""What the API is sent: read strictly, unknown fields dropped, and nothing of it repeated in an error."""

from __future__ import annotations

import base64
import re
from collections import Counter
from typing import Annotated, TypeVar

from aiohttp import web
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    ValidationError,
)

LARGEST_SEALED = 64 * 1024
"""Bytes of one sealed reply."""
LARGEST_REPORT = 4 * 1024 * 1024
"""Bytes of a request that holds every part of the longest report, in base64."""
LARGEST_BODY = 96 * 1024
"""Bytes of a request: the largest reply in base64, and some room."""

AGE = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"(?:-> (?:[!-~]+ )*[!-~]+\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+"
    rb"--- [A-Za-z0-9+/]{43}\n"
)
"""The header of an age file (age-encryption.org/v1): stanzas, then the header's MAC."""
X25519 = b"\n-> X25519 "
STANZA = re.compile(rb"^-> ([!-~]+)", re.MULTILINE)
MOST_ADDITIONS = 32
MOST_ATTACHMENTS = 8
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


def is_age_for_two(data: bytes) -> bytes:
    """`data`, if it is an age file that two X25519 keys open: a team's and the recovery key. Grease opens nothing."""
    header = AGE.match(is_age(data))
    kinds = Counter(STANZA.findall(header[0])) if header else Counter[bytes]()
    if kinds.pop(b"X25519", 0) != 2 or not all(kind.endswith(b"-grease") for kind in kinds):
        raise ValueError("not sealed to two")
    return data


Base64 = Annotated[bytes, BeforeValidator(_from_base64)]
AgeFile = Annotated[Base64, Field(max_length=LARGEST_SEALED), AfterValidator(is_age)]
TeamFile = Annotated[Base64, AfterValidator(is_age_for_two)]
"""A part of a report: sealed to a team and the recovery key. As large as the request may be."""
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256, in hex, of a sealed part as it was read: what stands there now must be the same."""
Account = Annotated[str, StringConstraints(min_length=1, max_length=32)]


class Body(BaseModel):
    """The JSON of a request."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class TeamBody(Body):
    """Somebody wants to sign in for a team."""

    team: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class AnswerBody(Body):
    """The opened challenge."""

    id: Annotated[str, StringConstraints(max_length=2048)]
    answer: Annotated[Base64, Field(max_length=64)]


class ContactBody(Body):
    """Why contact details are opened: the code of a reason."""

    reason: Annotated[str, StringConstraints(max_length=64)]


class ReasonBody(Body):
    """Why a report is kept longer, held, or to be erased early: the code of a reason."""

    reason: Annotated[str, StringConstraints(max_length=64)]


class ReplyBody(Body):
    """A reply, sealed to the reporter before it came here."""

    sealed: AgeFile


class AssigneeBody(Body):
    """Whose a report is to be; null: nobody's."""

    account: Account | None


class ExclusionBody(Body):
    """Whom a report is kept from."""

    account: Account


class HandOverBody(Body):
    """A report sealed to another team; `contact` is null when this team never opened it."""

    team: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    account: TeamFile
    contact: TeamFile | None
    additions: Annotated[list[TeamFile], Field(max_length=MOST_ADDITIONS)]
    confirm: StrictBool = False
    was: Digest
    attachments: Annotated[list[TeamFile], Field(max_length=MOST_ATTACHMENTS)] = []


class RedactionBody(Body):
    """The account with parts taken out; `permanent`: in the place of the whole one."""

    account: TeamFile
    permanent: StrictBool = False
    was: Digest
    was_redacted: Digest | None = None


class ConfirmationBody(Body):
    """What was proposed to be taken out for good, as it was read."""

    was: Digest


class AssessmentBody(Body):
    """The team's assessment."""

    sealed: TeamFile
    was: Digest | None


class CloseBody(Body):
    """How a report ended."""

    outcome: Annotated[str, StringConstraints(max_length=32)] | None = None


B = TypeVar("B", bound=Body)


def read(model: type[B], body: bytes) -> B:
    """`body` as `model`. Raises `BadRequestError` with the first field that is wrong."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        where = error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
        raise BadRequestError(str(where[0]) if where else "") from None


async def read_large(model: type[B], request: web.Request) -> B:
    """The same for a request that may hold a whole report."""
    return read(model, await request.clone(client_max_size=LARGEST_REPORT).read())
