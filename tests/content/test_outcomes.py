"""How reports can be closed, and who is told of what lies unread: the files as committed, and broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.audit import Event
from content.files import ContentError
from content.outcomes import HANDED_OVER, load_outcomes
from content.routing import load_routing
from tests.content.small_content import REAL, ROUTING

OUTCOMES = (REAL / "data/outcomes.yml").read_text(encoding="utf-8")
ESCALATION = "escalation:\n  to: inspector\n  queues:\n    inspector: {name: Inspector}\n    deputy: {name: Deputy}\n"
WITH_QUEUES = ESCALATION + ROUTING.replace("    clock: 24\n", "    clock: 24\n    escalate_to: deputy\n", 1)

BROKEN_OUTCOMES = {
    "no outcome for handing over": ("  handed_over:", "  handed_on:", "Put handed_over back"),
    "handing over is told": (
        "team\n    keep_months: 12\n",
        "team\n    keep_months: 12\n    told: X\n",
        "Remove this line",
    ),
    "a title twice": ("title: No further action", "title: Investigated", "a title of its own"),
    "kept for no time": ("keep_months: 120", "keep_months: 0", "larger number"),
    "a time for an unknown team": ("  professional_standards:", "  psd:", "Use one of .*triage"),
    "a time for an unknown outcome": ("    no_further_action: 120", "    dropped: 120", "Use one of investigated"),
    "a team keeps for no time": ("    cannot_proceed: 120", "    cannot_proceed: 0", "larger number"),
    "a reason's code twice": ("- code: other_case", "- code: court_case", "a code of its own"),
    "a reason's code is too long": ("- code: court_order", "- code: ordered_by_a_court", "Use up to 16"),
    "no reason to hold": ("  erase_early:\n", "  erase_early: []\n  other:\n", "Name at least one"),
    "a clock that is over before it is announced": ("warn_weeks: 8 ", "warn_weeks: 200 ", "fewer `warn_weeks`"),
    "a word that is not known": ("confirm_days: 14", "confirm_weeks: 2", "correct its spelling"),
    "a code with a space": ("  support_only:", "  support only:", "Correct this value"),
}
BROKEN_ESCALATION = {
    "an unknown queue": ("to: inspector", "to: nobody", "Use one of inspector, deputy"),
    "a team's unknown queue": ("escalate_to: deputy", "escalate_to: nobody", "Name a queue of"),
    "a queue that is a team": ("inspector: {name: Inspector}", "inspector: {name: I}\n    triage: {name: T}", "own"),
    "a report for one team alone passed up to all": ("    escalate_to: deputy\n", "", "an `escalate_to` of its own"),
    "hours that there are not": ("    clock: 4\n", "    clock: 4\n    hours: nights\n", "Use one of the values"),
}


def test_every_outcome_has_a_title_and_a_time_and_handing_over_cannot_be_chosen() -> None:
    outcomes = load_outcomes(REAL / "data/outcomes.yml")
    assert all(each.title and each.keep_months for each in outcomes.outcomes.values())
    assert [code for code in outcomes.outcomes if not outcomes.may_choose(code)] == [HANDED_OVER]
    assert not outcomes.may_choose("unheard_of")
    assert outcomes.keep_months("investigated") == outcomes.outcomes["investigated"].keep_months
    assert outcomes.keep_months(None) == outcomes.keep_months("unheard_of") == outcomes.unnamed_keep_months


@pytest.mark.parametrize(("was", "now", "remedy"), BROKEN_OUTCOMES.values(), ids=BROKEN_OUTCOMES)
def test_outcomes_that_cannot_be_used_say_what_to_do(tmp_path: Path, was: str, now: str, remedy: str) -> None:
    assert was in OUTCOMES
    (tmp_path / "outcomes.yml").write_text(OUTCOMES.replace(was, now), encoding="utf-8")
    with pytest.raises(ContentError, match=remedy) as found:
        load_outcomes(tmp_path / "outcomes.yml", load_routing(REAL / "data/routing.yml").teams)
    assert all(problem.line > 1 for problem in found.value.problems)


def test_a_teams_own_time_counts_for_that_team_alone() -> None:
    outcomes = load_outcomes(REAL / "data/outcomes.yml")
    for team, months in outcomes.teams.items():
        for code, count in months.items():
            assert outcomes.keep_months(code, team) == count
            assert outcomes.keep_months(code, "triage") == outcomes.outcomes[code].keep_months
    shortest, longest = outcomes.span
    assert all(shortest <= outcomes.keep_months(code) <= longest for code in outcomes.outcomes if code != HANDED_OVER)


def test_there_is_room_in_the_audit_for_each_reason() -> None:
    retention = load_outcomes(REAL / "data/outcomes.yml").retention
    longest = "x" * 16
    events = (Event.KEPT_LONGER, Event.HELD, Event.RELEASED, Event.ERASURE_ASKED, Event.ERASED)
    assert all(len(f"{event.value}: {longest}") <= 32 for event in events)
    for reason in (*retention.keep_longer, *retention.hold, *retention.erase_early):
        assert len(reason.code) <= len(longest)


def test_reports_for_one_team_alone_are_passed_up_to_its_own_queue_alone() -> None:
    routing = load_routing(REAL / "data/routing.yml")
    assert routing.alone == {"professional_standards"}
    assert routing.teams_below("professional_standards_deputy") == ("professional_standards",)
    assert "professional_standards" not in routing.teams_below("duty_inspector")


@pytest.mark.parametrize(("was", "now", "remedy"), BROKEN_ESCALATION.values(), ids=BROKEN_ESCALATION)
def test_an_escalation_that_cannot_be_used_says_what_to_do(tmp_path: Path, was: str, now: str, remedy: str) -> None:
    assert was in WITH_QUEUES
    (tmp_path / "right.yml").write_text(WITH_QUEUES, encoding="utf-8")
    load_routing(tmp_path / "right.yml")
    (tmp_path / "routing.yml").write_text(WITH_QUEUES.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=remedy) as found:
        load_routing(tmp_path / "routing.yml")
    assert all(problem.line > 0 for problem in found.value.problems)
