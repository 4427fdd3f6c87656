"""Cases that schemathesis makes from the published schema, sent to the real action server and judged."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import pyrage
import requests
import schemathesis
from hypothesis import strategies as st
from requests.auth import AuthBase
from schemathesis import checks
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from actions.attaching import SLOT
from actions.callers import Caller
from tests.actions.calling import secrets_in
from tests.actions.kit import CANARY, LOOKUP, REPORTER, ROOT, SUBMISSION, Office, call, usual_context
from tests.actions.running import Running
from wire.signing import Signer

JUDGES = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
SHORT = 6
"""Letters: whatever is shorter may stand in an answer by chance."""
Case = schemathesis.Case[Any]
CHANGED, NEW, SAVED, OTHER = "cd" * 32, "ef" * 32, "12" * 32, "7" * 32
"""Lookups of a receipt that is changed, of its new one, of what was saved; the submission of another report."""
SPICES = ("plain", "canary", "true", "true and canary", "unsigned")


class Signed(AuthBase):
    """Signs a call as whoever may make it."""

    def __init__(self, server: Running) -> None:
        self._signers = {caller: Signer(file.current) for caller, file in secrets_in(server.home).items()}

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body = request.body or b""
        caller = Caller.RASA if request.path_url.startswith("/webhook") else Caller.GATEWAY
        sent = body.encode() if isinstance(body, str) else cast(bytes, body)
        request.headers.update(self._signers[caller].headers(request.method or "", request.path_url, sent))
        return request


@dataclass
class Fuzz:
    """One action server under fire. `counts`: how often it answered with which status; `done`: routes that did it."""

    server: Running
    counts: dict[int, int]
    done: set[str] = field(default_factory=set)

    @cached_property
    def schema(self) -> dict[str, Any]:
        """What the server publishes."""
        answer = requests.get(f"{self.server.url}/schema", verify=self.server.authority, timeout=5)
        return cast(dict[str, Any], answer.json())

    @cached_property
    def session(self) -> requests.Session:
        """Kept open; trusts the home's authority alone."""
        session = requests.Session()
        session.verify, session.trust_env = self.server.authority, False
        return session

    @cached_property
    def signed(self) -> Signed:
        """How calls are signed."""
        return Signed(self.server)

    @cached_property
    def office(self) -> Office:
        """What the gateway has of the server's home: it seals."""
        return Office(self.server.home, *cast(tuple[Any, Any, Any], (None, None, None)))

    @cached_property
    def truth(self) -> dict[str, Any]:
        """A call that stores a report; kept once, so that receipts find one."""
        return call(self.office.slots())

    @cached_property
    def sealed(self) -> str:
        """Something sealed to a receipt, in base64."""
        return base64.b64encode(pyrage.encrypt(b"{}", [REPORTER.to_public()])).decode()

    @cached_property
    def attached(self) -> str:
        """A file and its clean copy, sealed for the report."""
        file = base64.b64encode(b"a file").decode()
        letter = {"slot": SLOT, "conversation": LOOKUP, "kind": "jpg", "found": [], "original": file, "clean": file}
        return self.office.envelope(letter).removeprefix("sealed:")

    @cached_property
    def order(self) -> str:
        """What the gateway kept: that a report is taken back, which never came."""
        return self.office.envelope({"withdraw": "34" * 32}).removeprefix("sealed:")

    @cached_property
    def ours(self) -> str:
        """Words that an answer may hold because we wrote them; schemathesis tries some of them too."""
        sources = [path.read_text() for path in sorted((ROOT / "actions").rglob("*.py"))]
        return "\n".join([*sources, (ROOT / "data" / "statement.yml").read_text(), *_strings(self.schema)])

    def cases(self) -> st.SearchStrategy[Case]:
        """Calls of every route that reads something; they fit the schema, or nearly, or not at all."""
        schema = copy.deepcopy(self.schema)
        del schema["paths"]["/healthz"]
        for operations in schema["paths"].values():
            del operations["post"]["security"]  # we sign ourselves; making up headers takes longer than all the rest
        loaded = schemathesis.openapi.from_dict(schema)
        made = [cast(Ok[Any], each).ok() for each in loaded.get_all_operations()]
        return st.one_of([operation.as_strategy(mode) for operation in made for mode in GenerationMode])

    def fire(self, case: Case) -> None:
        """Sends the case in every way. Fails unless each answer is one of ours and gives nothing away."""
        plain = case.body
        for spice in SPICES:
            case.body = self._seasoned(case.path, plain, spice)
            self._send(case, spice)

    def _send(self, case: Case, spice: str) -> None:
        auth = None if spice == "unsigned" else self.signed
        more: dict[str, Any] = {"auth": auth, "verify": self.server.authority, "allow_redirects": False}
        answer = case.call(self.server.url, self.session, **more)
        self.counts[answer.status_code] = self.counts.get(answer.status_code, 0) + 1
        if answer.status_code == 200:
            self.done.add(case.path)
        case.validate_response(answer, checks=JUDGES)
        said = answer.text
        assert isinstance(json.loads(said), dict), said
        assert CANARY not in said
        for sent in _strings(case.body):
            assert len(sent) < SHORT or sent not in said or sent in self.ours, f"{case.path} repeats {sent!r}: {said}"

    def store_some(self) -> None:
        """Stores the reports that true calls are about: one, and one whose receipt is changed."""
        other = call(self.office.slots(OTHER), usual_context(OTHER, CHANGED))
        for body in (self.truth, other):
            answer = self.session.post(f"{self.server.url}/webhook", json=body, auth=self.signed, timeout=5)
            assert answer.status_code == 200, answer.text

    def _seasoned(self, path: str, body: Any, spice: str) -> Any:
        if not isinstance(body, dict):
            return body
        true = self._nearly_true(path, body, spice) if "true" in spice else body
        return {**true, CANARY: {CANARY: [CANARY]}, f"{CANARY}-2": CANARY} if "canary" in spice else true

    def _nearly_true(self, path: str, body: dict[str, Any], spice: str) -> dict[str, Any]:
        if path != "/webhook":
            return {**body, "lookup": LOOKUP, "submission": SUBMISSION, **self._true_parts(path, spice)}
        slots = body.get("tracker", {}).get("slots", {}) if isinstance(body.get("tracker"), dict) else {}
        tracker = self.truth["tracker"]
        return {**self.truth, "tracker": {**tracker, "slots": {**tracker["slots"], **_dict(slots)}}}

    def _true_parts(self, path: str, spice: str) -> dict[str, str]:
        """What cannot be made up: sealed things, and receipts of which one is there and the other is not."""
        is_there = spice == "true"
        if path == "/spooled":
            return {"sealed": self.order}
        if path == "/receipts/attach":
            return {"sealed": self.attached}
        if path == "/receipts/change":
            old, new = (CHANGED, NEW) if is_there else (NEW, CHANGED)
            return {"lookup": old, "new": new, "reply_key": self.sealed}
        if not path.startswith("/drafts/"):
            return {}
        lookup = {"lookup": SAVED if is_there else LOOKUP}
        return lookup | {"sealed": self.sealed} if path == "/drafts/keep" else lookup


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> Iterator[str]:
    """Every string in it, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _all(value)
        yield from _all(value.values())
    elif isinstance(value, list):
        yield from _all(value)


def _all(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _strings(value)
