"""Every route and every role: who may ask for what. A route that nobody thought of here fails."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, hdrs

from staff.own_page import CSRF_HEADER
from staff.who import Role
from tests.staff.kit import NO_REPORT, Staffroom
from tests.staff.people_kit import Hire, new_browser

OPEN = {
    ("GET", "/"),
    ("GET", "/enrol"),
    ("GET", "/staff.css"),
    ("GET", "/staff.js"),
    ("GET", "/healthz"),
    ("POST", "/api/sign-in"),
    ("POST", "/api/sign-in/answer"),
    ("POST", "/api/session"),
    ("GET", "/api/session"),
    ("DELETE", "/api/session"),
    ("POST", "/api/enrol"),
    ("POST", "/api/enrol/confirm"),
}
"""What nobody needs to be signed in for, or what answers for itself whether anybody is."""
TEAM = {"member", "lead", "bearer"}
ALLOWED: dict[tuple[str, str], set[str]] = {
    ("GET", "/api/audit"): {"auditor"},
    ("GET", "/api/escalations"): {"lead"},
    # For the people of a queue alone, and this test's team is none.
    ("POST", "/api/escalations/{report}/{team}/poke"): set(),
    ("GET", "/api/rewrap"): {"bearer"},
    ("GET", "/api/rewrap/{report}"): {"bearer"},
    ("PUT", "/api/rewrap/{report}"): {"bearer"},
    ("GET", "/statistics"): {"lead", "owner", "auditor"},
}
"""Who may ask for what is not for a team's members, leads and command line alike."""
SIGNED_OUT = "signed out"
ASKING = [*(role.value for role in Role), "bearer", SIGNED_OUT]
TEAMS = {Role.MEMBER: "daisu", Role.LEAD: "daisu"}


def routes(room: Staffroom) -> list[tuple[str, str]]:
    """Every method and path that the application answers."""
    app = room.client.app
    assert app is not None
    found = [(route.method, route.resource.canonical) for route in app.router.routes() if route.resource]
    return [each for each in found if each[0] != hdrs.METH_HEAD]


@pytest.fixture
async def asking(room: Staffroom, hire: Hire) -> AsyncIterator[dict[str, tuple[ClientSession, dict[str, str]]]]:
    """A browser and its headers for each role, for the command line, and for nobody."""
    found: dict[str, tuple[ClientSession, dict[str, str]]] = {}
    for role in Role:
        person = await hire(f"one-{role.value}", role, TEAMS.get(role))
        await person.signs_in()
        found[role.value] = (person.browser, {CSRF_HEADER: person.csrf})
    async with new_browser(room) as nobody:
        found["bearer"] = (nobody, await room.headers("daisu"))
        found[SIGNED_OUT] = (nobody, {})
        yield found


async def test_nobody_but_whoever_it_is_for_gets_past_a_guard(
    room: Staffroom, asking: dict[str, tuple[ClientSession, dict[str, str]]]
) -> None:
    guarded = [each for each in routes(room) if each not in OPEN]
    assert len(guarded) >= 9
    wrong = []
    for method, path in guarded:
        allowed = ALLOWED.get((method, path), TEAM)
        for who in ASKING:
            browser, headers = asking[who]
            answer = await browser.request(method, path.format_map(_Places()), headers=headers)
            kind = "none" if answer.status == 401 else "not theirs" if answer.status == 403 else "let in"
            wanted = "none" if who == SIGNED_OUT else "let in" if who in allowed else "not theirs"
            if kind != wanted:
                wrong.append((method, path, who, answer.status))
    assert wrong == [], wrong


async def test_only_an_auditor_sees_the_audit_and_sees_no_report(
    room: Staffroom, asking: dict[str, tuple[ClientSession, dict[str, str]]]
) -> None:
    report = await room.report("daisu")
    statuses = {}
    for who in ASKING:
        browser, headers = asking[who]
        audit = await browser.get("/api/audit", headers=headers)
        opened = await browser.get(f"/api/reports/{report}", headers=headers)
        statuses[who] = (audit.status, opened.status)
    assert statuses == {
        "member": (403, 200),
        "lead": (403, 200),
        "bearer": (403, 200),
        "auditor": (200, 403),
        "comms": (403, 403),
        "owner": (403, 403),
        SIGNED_OUT: (401, 401),
    }


async def test_a_member_of_another_team_gets_nothing(room: Staffroom, hire: Hire) -> None:
    report = await room.report("daisu")
    other = await hire("noor", Role.LEAD, "mash")
    await other.signs_in()
    assert (await other.asks("GET", f"/api/reports/{report}")).status == 404
    assert await (await other.asks("GET", "/api/reports")).json() == {"reports": []}


class _Places(dict[str, str]):
    """Something for every part of a path that can vary."""

    def __missing__(self, _name: str) -> str:
        return NO_REPORT
