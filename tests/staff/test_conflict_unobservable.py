"""A conflict of interest cannot be observed: with a report and without it, others can fetch the same.

Two systems live through the same days. In one there are reports as well that some people must not know of. Whatever
those people ask for, by every route that the application has, is the same in both, to the byte; and so is what the
databases are asked for it, in place of time on a clock.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from actions.additions import Adding, add
from actions.casework import escalation
from actions.casework.actor import Actor
from actions.casework.recusal import exclude, step_aside
from actions.withdrawal import withdraw
from gateway.receipts import Receipt
from staff.who import Role
from tests.actions.kit import REPORTER, ROUTING
from tests.staff.casework_kit import digest, handover, told
from tests.staff.conflict_kit import SEED, Account, World, id_of, same_seals, world
from tests.staff.conflict_views import Views, differences, told_apart, tries, view
from tests.staff.kit import sealed_reply

__all__ = ["same_seals"]
pytestmark = pytest.mark.usefixtures("same_seals")

PSD, DEPUTY = "professional_standards", "professional_standards_deputy"
UNKNOWN = "5" * 32
KINDS = {
    "mash": "child_abuse",
    "daisu": "domestic_abuse",
    "sexual_offences": "sexual_offence",
    "honour_based_abuse": "honour_based",
    "stalking_harassment": "stalking_harassment",
    "modern_slavery": "modern_slavery",
    "hate_crime": "hate_crime",
    "public_spaces": "public_harassment",
    "triage": "something_else",
}
OTHERS = [Account(f"{team[:24]}-{role}", role, team) for team in KINDS for role in (Role.LEAD, Role.MEMBER)] + [
    Account("inspector", Role.MEMBER, "duty_inspector"),
    Account("press", Role.COMMS, None),
    Account("chief", Role.OWNER, None),
]
Step = Callable[[World], Awaitable[None]]
Build = Callable[[str], AbstractAsyncContextManager[World]]


@pytest.fixture
def build(staff_keys: Path, tmp_path: Path, ready_tables: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds a system with a report in every team's inbox but one's."""

    @asynccontextmanager
    async def built(name: str) -> AsyncIterator[World]:
        async with world(tmp_path / name, staff_keys, ready_tables, monkeypatch) as made:
            for number, (team, kind) in enumerate(KINDS.items()):
                await made.report(team, number, report_kind=kind, relationship="stranger")
            yield made

    return built


async def nothing(_world: World) -> None:
    """What happens in the system without it."""


async def days(made: World, people: Sequence[Account], steps: Sequence[Step], ids: Sequence[str]) -> list[Views]:
    """What everybody can fetch after each step, when a day has passed, too, and at last what their acts answer."""
    seen = []
    for number, step in enumerate(steps):
        await step(made)
        await made.report("daisu", 50 + number)
        made.room.clock.move(timedelta(hours=17))
        room = made.room
        await escalation.run(room.office.sessions, ROUTING, room.desk.terms.notifier, room.clock())
        seen.append(await view(made, await signed_in(made, people), ids))
    return [*seen, await tries(made, await signed_in(made, people), [ids[0], ids[-2], ids[-1]])]


async def signed_in(made: World, people: Sequence[Account]) -> dict[str, dict[str, str]]:
    """Everybody, by account and, for each team, by its key."""
    made.dice.seed(SEED)
    keys = {each.team for each in people if each.team in ROUTING.teams}
    by_key = {f"key of {team}": await made.room.headers(str(team)) for team in sorted(map(str, keys))}
    return {each.name: await made.signed_in(each) for each in people} | by_key


def reporter(number: int) -> Receipt:
    """Who made a report."""
    return Receipt(f"words of receipt {number}")


async def works(made: World, team: str, method: str, path: str, body: object = None) -> Any:
    """Somebody of a team does something."""
    headers = await made.room.headers(team)
    answer = await made.room.client.request(method, f"/api/reports/{path}", headers=headers, json=body)
    assert answer.status in (200, 204), await answer.text()
    return await answer.json() if answer.status == 200 else None


async def reports_about_an_officer_come_in(made: World) -> None:
    for number in (101, 102, 103):
        await made.report(PSD, number, about_police="yes", children_affected="yes")


async def one_is_read_and_answered_and_she_adds_to_it_and_it_is_closed(made: World) -> None:
    await works(made, PSD, "GET", id_of(101))
    await works(made, PSD, "POST", f"{id_of(101)}/replies", sealed_reply("Thank you.", str(REPORTER.to_public())))
    lookup = reporter(101).lookup
    words = made.room.office.words("added", "He is on nights.", lookup)
    await add(made.room.office.intake, Adding(lookup, "7" * 32, words, {"police_mention": "responsible"}))

    await works(made, PSD, "GET", id_of(101))
    await works(made, PSD, "POST", f"{id_of(101)}/close", {"outcome": "investigated"})


async def one_is_taken_back_and_one_that_another_team_had_is_handed_over(made: World) -> None:
    assert await withdraw(made.room.office.intake, reporter(103).lookup) is not None
    await made.report("daisu", 104)
    taken = await works(made, "daisu", "GET", id_of(104))
    body = handover(made.room.office, PSD, was=digest(taken["account"]))
    await works(made, "daisu", "POST", f"{id_of(104)}/hand-over", body)
    await made.room.office.deliver()


async def one_is_held_and_two_people_erase_another(made: World) -> None:
    lead, second = Account("psd-lead", Role.LEAD, PSD), Account("psd-second", Role.MEMBER, PSD)
    await made.signed_in(second)
    headers = await made.signed_in(lead)
    reason = {"reason": "no_basis"}
    for who, method, path, body in (
        (headers, "PUT", f"{id_of(101)}/hold", {"reason": "inquiry"}),
        (headers, "GET", id_of(102), None),
        (headers, "PUT", f"{id_of(102)}/erasure", reason),
        (await made.signed_in(second), "POST", f"{id_of(102)}/erasure/confirmation", None),
    ):
        assert (await made.fetch(method, f"/api/reports/{path}", who, body)).status in (200, 202, 204)


OFFICER = [
    reports_about_an_officer_come_in,
    one_is_read_and_answered_and_she_adds_to_it_and_it_is_closed,
    one_is_taken_back_and_one_that_another_team_had_is_handed_over,
    one_is_held_and_two_people_erase_another,
]


async def test_nobody_else_can_tell_whether_there_are_reports_about_an_officer(build: Build) -> None:
    ids = [*map(id_of, (101, 102, 103, 104)), UNKNOWN]
    seen, notices = [], []
    for name, steps in (("with", OFFICER), ("without", [nothing] * len(OFFICER))):
        async with build(name) as made:
            seen.append(await days(made, OTHERS, steps, ids))
            notices.append(told(made.room))
    for one, other in zip(*seen, strict=True):
        assert differences(one, other) == []
        assert [told_apart(one, true, UNKNOWN) for true in ids[:-1]] == [[]] * (len(ids) - 1)
    with_them, without = notices
    assert [team for team in with_them if team not in (PSD, DEPUTY)] == without
    assert {PSD, DEPUTY} <= set(with_them)


MIRA, LEAD = Account("mira", Role.LEAD, "daisu"), Account("lead", Role.LEAD, "daisu")


async def a_report_comes_in_and_she_steps_aside(made: World) -> None:
    await _they_have_accounts(made)
    report = await made.report("daisu", 101)
    await step_aside(made.room.office.sessions, Actor("daisu", "mira", lead=True), report, made.room.clock())


async def she_is_kept_from_another_that_names_her(made: World) -> None:
    report = await made.report("daisu", 102)
    lead = Actor("daisu", "lead", lead=True)
    await exclude(made.room.office.sessions, lead, report, "mira", made.room.clock())


async def a_colleague_works_on_it(made: World) -> None:
    headers = await made.signed_in(LEAD)
    reply = sealed_reply("Thank you.", str(REPORTER.to_public()))
    for method, act, body in (
        ("GET", "", None),
        ("PUT", "/assignee", {"account": "lead"}),
        ("POST", "/replies", reply),
    ):
        path = f"/api/reports/{id_of(101)}{act}"
        assert (await made.fetch(method, path, headers, body)).status in (200, 204)


async def it_is_closed(made: World) -> None:
    headers = await made.signed_in(LEAD)
    assert (await made.fetch("POST", f"/api/reports/{id_of(101)}/close", headers)).status == 204


async def it_is_held_and_the_other_is_asked_to_be_erased(made: World) -> None:
    headers = await made.signed_in(LEAD)
    for method, path, body in (
        ("PUT", f"{id_of(101)}/hold", {"reason": "inquiry"}),
        ("GET", id_of(102), None),
        ("PUT", f"{id_of(102)}/erasure", {"reason": "no_basis"}),
    ):
        assert (await made.fetch(method, f"/api/reports/{path}", headers, body)).status in (200, 202, 204)


ASIDE = [
    a_report_comes_in_and_she_steps_aside,
    she_is_kept_from_another_that_names_her,
    a_colleague_works_on_it,
    it_is_closed,
    it_is_held_and_the_other_is_asked_to_be_erased,
]


async def test_whoever_stepped_aside_or_was_kept_away_can_not_tell_either(build: Build) -> None:
    ids = [*map(id_of, (101, 102)), UNKNOWN]
    seen = []
    for name, steps in (("with", ASIDE), ("without", [_they_have_accounts] * len(ASIDE))):
        async with build(name) as made:
            seen.append(await days(made, [MIRA], steps, ids))
    for one, other in zip(*seen, strict=True):
        assert differences(one, other) == []
        assert [told_apart(one, true, UNKNOWN) for true in ids[:-1]] == [[]] * (len(ids) - 1)


async def _they_have_accounts(made: World) -> None:
    await made.signed_in(LEAD)
    await made.signed_in(MIRA)
