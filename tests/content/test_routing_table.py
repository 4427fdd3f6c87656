"""The routing table as committed: who receives which report."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.reach import Box, is_covered
from content.routing import Routing, load_routing
from tests.content.small_content import REAL

REPEATABLE = settings(derandomize=True)
ROUTING = load_routing(REAL / "data/routing.yml")

# what was answered -> who receives it
TABLE = [
    ("report_kind=domestic_abuse", "daisu"),
    ("report_kind=domestic_abuse relationship=partner children_affected=yes", "mash daisu"),
    ("report_kind=sexual_offence relationship=stranger", "sexual_offences"),
    ("report_kind=sexual_offence relationship=ex_partner", "daisu sexual_offences"),
    ("report_kind=sexual_offence relationship=position_of_trust", "mash sexual_offences"),
    ("report_kind=stalking_harassment", "stalking_harassment"),
    ("report_kind=stalking_harassment relationship=ex_partner", "daisu stalking_harassment"),
    ("report_kind=public_harassment where_happened=public_place", "public_spaces"),
    ("report_kind=spiking where_happened=venue", "sexual_offences"),
    ("report_kind=intimate_images relationship=stranger", "sexual_offences"),
    ("report_kind=intimate_images", "sexual_offences"),
    ("report_kind=intimate_images relationship=skipped", "sexual_offences"),
    ("report_kind=intimate_images relationship=ex_partner", "daisu"),
    ("report_kind=honour_based relationship=family", "daisu honour_based_abuse"),
    ("report_kind=child_abuse", "mash"),
    ("report_kind=child_abuse relationship=family", "mash"),
    ("report_kind=adult_at_risk", "mash"),
    ("report_kind=hate_crime adult_at_risk=yes", "mash hate_crime"),
    ("report_kind=modern_slavery", "modern_slavery"),
    ("report_kind=hate_crime", "hate_crime"),
    ("report_kind=something_else", "triage"),
    ("report_kind=something_else relationship=partner", "daisu triage"),
    # Nothing a rule can use
    ("", "triage"),
    ("report_kind=skipped about_police=skipped", "triage"),
    ("report_kind=unheard_of", "triage"),
    ("unheard_of=yes", "triage"),
    ("children_affected=no about_police=no", "triage"),
    # A report that may be about a colleague goes to nobody else
    ("about_police=yes", "professional_standards"),
    ("about_police=not_sure", "professional_standards"),
    (
        "report_kind=sexual_offence relationship=partner children_affected=yes about_police=yes",
        "professional_standards",
    ),
    ("report_kind=child_abuse adult_at_risk=yes about_police=not_sure", "professional_standards"),
]


@pytest.mark.parametrize(("given_answers", "teams"), TABLE)
def test_a_report_goes_to(given_answers: str, teams: str) -> None:
    answers = dict(pair.split("=") for pair in given_answers.split())
    assert [team for team, _ in ROUTING.decide(answers).teams] == teams.split()


def test_a_decision_names_the_first_rule_that_applied_and_the_version() -> None:
    decision = ROUTING.decide({"report_kind": "domestic_abuse", "relationship": "partner"})
    assert decision.teams == (("daisu", "domestic abuse"),)
    assert decision.version == ROUTING.version
    assert ROUTING.decide({}).teams == (("triage", "fallback"),)


def test_every_team_has_a_public_name_and_a_clock() -> None:
    assert set(ROUTING.teams) == {
        "daisu", "sexual_offences", "stalking_harassment", "mash", "honour_based_abuse", "public_spaces",
        "modern_slavery", "professional_standards", "hate_crime", "triage",
    }  # fmt: skip
    assert all(team.name and 0 < team.clock <= 24 for team in ROUTING.teams.values())


def any_answers() -> st.SearchStrategy[dict[str, str]]:
    """Any of the questions, answered from the vocabulary, skipped, or with nonsense."""
    values = {
        question: st.one_of(st.sampled_from(known), st.sampled_from(["skipped", "not_asked", "", "YES", "sealed:x"]))
        for question, known in ROUTING.vocabulary.items()
    }
    return st.fixed_dictionaries({}, optional=values)


@REPEATABLE
@given(any_answers())
def test_every_report_reaches_somebody(answers: dict[str, str]) -> None:
    teams = [team for team, _ in ROUTING.decide(answers).teams]
    assert teams
    assert len(teams) == len(set(teams))
    assert set(teams) <= set(ROUTING.teams)


@REPEATABLE
@given(any_answers(), st.sampled_from(["yes", "not_sure"]))
def test_a_report_that_may_be_about_police_reaches_professional_standards_alone(
    answers: dict[str, str], about_police: str
) -> None:
    decision = ROUTING.decide(answers | {"about_police": about_police})
    assert [team for team, _ in decision.teams] == ["professional_standards"]


@REPEATABLE
@given(
    any_answers(), st.sampled_from(["unclear", "responsible"]), st.sampled_from(["yes", "not_sure", "not_asked", ""])
)
def test_a_report_that_mentions_the_police_reaches_professional_standards_alone_without_a_plain_no(
    answers: dict[str, str], mention: str, confirmed: str
) -> None:
    decision = ROUTING.decide(answers | {"police_mention": mention, "police_confirmed": confirmed})
    assert [team for team, _ in decision.teams] == ["professional_standards"]


@REPEATABLE
@given(any_answers())
def test_professional_standards_receive_nothing_else(answers: dict[str, str]) -> None:
    decision = ROUTING.decide(answers | {"about_police": "no", "police_mention": ""})
    assert "professional_standards" not in [team for team, _ in decision.teams]


def boxes() -> st.SearchStrategy[Box]:
    return st.fixed_dictionaries({question: st.frozensets(st.sampled_from("abc")) for question in "xyz"})


@REPEATABLE
@given(boxes(), st.lists(boxes(), max_size=5))
def test_cover_is_exact(box: Box, others: list[Box]) -> None:
    def inside(point: tuple[str, ...], of: Box) -> bool:
        return all(value in of[question] for question, value in zip("xyz", point, strict=True))

    points = [point for point in itertools.product("abc", repeat=3) if inside(point, box)]
    assert is_covered(box, others) == all(any(inside(point, other) for other in others) for point in points)


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Routing.__setattr__(ROUTING, "fallback", "daisu")
