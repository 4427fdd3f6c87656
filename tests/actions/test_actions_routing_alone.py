"""Who receives a report is worked out by the action server from the answers that it checked, and from nothing else."""

from __future__ import annotations

import json
import secrets
from typing import Any

from aiohttp.test_utils import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from actions.database.tables import Delivery
from tests.actions.kit import ROUTING, Office, call, usual_context

NAMES = ["team", "teams", "to", "rule", "rules", "route", "routing", "deliveries", "why", "primary"]
TEAMS = st.sampled_from([*ROUTING.teams, "nobody"])
WISHES = st.dictionaries(st.sampled_from(NAMES), TEAMS | st.lists(TEAMS) | st.fixed_dictionaries({"team": TEAMS}))
PLACES = [
    (),
    ("tracker",),
    ("tracker", "slots"),
    ("tracker", "latest_message"),
    ("tracker", "latest_message", "metadata"),
    ("tracker", "latest_message", "metadata", "receipt"),
]
ANSWERS = st.fixed_dictionaries(
    {
        "report_kind": st.sampled_from(ROUTING.answers["report_kind"]),
        "about_police": st.sampled_from(["yes", "no", "skipped"]),
    }
)


several_hundred = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@several_hundred
@given(answers=ANSWERS, wishes=st.dictionaries(st.sampled_from(PLACES), WISHES, min_size=1))
async def test_no_field_that_a_caller_can_add_chooses_the_team(
    rasa: TestClient[Any, Any], office: Office, answers: dict[str, str], wishes: dict[tuple[str, ...], Any]
) -> None:
    plain = await received(office, rasa, answers, {})
    assert plain == decided(office, answers)
    assert await received(office, rasa, answers, wishes) == plain


async def received(
    office: Office, client: TestClient[Any, Any], answers: dict[str, str], wishes: dict[tuple[str, ...], Any]
) -> set[tuple[str, str]]:
    """Which teams get a report with these answers, and by which rule, when the call has these fields too."""
    submission, lookup = secrets.token_hex(16), secrets.token_hex(32)
    body = call(office.slots(submission, **answers), usual_context(submission, lookup))
    for path, fields in wishes.items():
        part = body
        for step in path:
            part = part[step]
        part.update(fields)
    before = await delivered(office)
    answer = await client.post("/webhook", data=json.dumps(body))
    assert answer.status == 200, await answer.text()
    return {(team, rule) for _, team, rule in await delivered(office) - before}


async def delivered(office: Office) -> set[tuple[str, str, str]]:
    """Each copy of a report: its report, team and rule."""
    async with office.sessions() as session:
        rows = await session.execute(select(Delivery.report_id, Delivery.team, Delivery.rule))
        return {(report, team, rule) for report, team, rule in rows}


def decided(office: Office, answers: dict[str, str]) -> set[tuple[str, str]]:
    """What data/routing.yml says of them."""
    chosen = {name: value for name, value in office.slots(**answers).items() if name in ROUTING.answers}
    return set(ROUTING.decide({name: str(value) for name, value in chosen.items()}).teams)
