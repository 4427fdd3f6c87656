"""Whatever is posted: no 500, and no word of it in the answer or a log."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.schema import schema_of
from actions.server import add_routes
from tests.actions.kit import CANARY, SUBMISSION, Office, call, usual_context

NASTY = st.sampled_from(
    [CANARY, f"/{CANARY}", f"sealed:{CANARY}", "sealed:" + "A" * 64, "yes", "skipped", "\ud800", "\x00", "", 7, None]
)
VALUES = st.recursive(
    NASTY | st.floats(allow_nan=False) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just(CANARY) | st.text(), inner, max_size=3),
    max_leaves=6,
)
PLACES = [
    ("next_action",),
    ("tracker",),
    ("tracker", "slots"),
    ("tracker", "latest_message"),
    ("tracker", "latest_message", "metadata"),
    *(("tracker", "latest_message", "metadata", name) for name in ("at", "submission", "receipt")),
    *(("tracker", "latest_message", "metadata", "receipt", name) for name in ("lookup", "recipient")),
    *(("tracker", "slots", name) for name in ("what_happened", "report_kind", "contact_details", "consent_share")),
    *(("tracker", "slots", name) for name in ("consent_wording", "send", "about_police", "when_happened", CANARY)),
]
CHANGES = st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=4)


def changed(body: dict[str, Any], changes: list[tuple[tuple[str, ...], Any]]) -> dict[str, Any]:
    """A copy of the call with a value put in each place that still exists."""
    copy: dict[str, Any] = json.loads(json.dumps(body))
    for (*path, last), value in changes:
        node: Any = copy
        for step in path:
            node = node.get(step) if isinstance(node, dict) else None
        if isinstance(node, dict):
            node[last] = value
    return copy


async def ends_well(rasa: TestClient[Any, Any], path: str, body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """Posts `body`; the answer is one of ours and gives nothing away."""
    answer = await rasa.post(path, data=body)
    said = await answer.text()
    assert answer.status in {200, 400, 404}, said
    assert CANARY not in said
    assert "sealed:" not in said
    assert CANARY not in caplog.text


several_hundred = settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@several_hundred
@given(changes=CHANGES)
async def test_a_call_in_a_bad_shape_is_neither_an_error_of_ours_nor_repeated(
    rasa: TestClient[Any, Any], office: Office, caplog: pytest.LogCaptureFixture, changes: Any
) -> None:
    caplog.set_level(logging.INFO)
    whole = call(office.slots(), usual_context())
    await ends_well(rasa, "/webhook", json.dumps(changed(whole, changes)).encode(), caplog)


def reading_paths() -> list[str]:
    """Every route that reads a body."""
    add_routes(app := web.Application())
    return [path for path, operations in schema_of(app)["paths"].items() if "post" in operations]


@settings(several_hundred, max_examples=200)
@given(body=st.binary(max_size=200) | st.text().map(lambda text: f"{CANARY}{text}".encode()) | VALUES.map(json.dumps))
@pytest.mark.parametrize("path", reading_paths())
async def test_a_body_of_any_kind_is_neither_an_error_of_ours_nor_repeated(
    rasa: TestClient[Any, Any], caplog: pytest.LogCaptureFixture, path: str, body: bytes | str
) -> None:
    caplog.set_level(logging.INFO)
    await ends_well(rasa, path, body.encode() if isinstance(body, str) else body, caplog)


@several_hundred
@given(letter=VALUES, slot=st.sampled_from(["what_happened", "report_kind", "contact_details", "consent_share"]))
async def test_a_well_sealed_envelope_with_anything_in_it_is_no_error_of_ours(
    rasa: TestClient[Any, Any], office: Office, caplog: pytest.LogCaptureFixture, letter: Any, slot: str
) -> None:
    caplog.set_level(logging.INFO)
    agreed = {"consent_share": "yes", "consent_wording": "share@1", "send": "yes"}
    bare = {**agreed, "consent_contact": "yes", "consent_contact_wording": "contact@1"}
    text = {"slot": slot, "conversation": SUBMISSION, "text": letter}
    for sealed in (office.envelope(letter), office.envelope(text)):
        body = json.dumps(call({**bare, "contact": "phone", slot: sealed}))
        await ends_well(rasa, "/webhook", body.encode(), caplog)
