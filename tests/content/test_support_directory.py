"""The directory as committed: every service is there, has a source, and shows only what may be shown."""

from __future__ import annotations

import pytest

from content.support import Directory, load_directory, service_ids
from tests.content.small_content import REAL

WRITTEN_IDS = """
emergency silent_solution emergency_sms bsl_999 relay_uk police_101 report_online british_transport_police streetsafe
crimestoppers police_anti_corruption iopc true_vision stop_hate_uk north_herts_third_party
university_of_hertfordshire_report clares_law force_vawg_page victims_code herts_domestic_abuse_helpline
herts_sunflower beacon sarc_finder herts_rape_crisis safer_places welwyn_hatfield_refuge three_rivers_caseworker
national_domestic_abuse_helpline womens_aid_chat rape_support_line survivors_trust national_stalking_helpline paladin
karma_nirvana forced_marriage_unit nspcc_fgm nspcc childline mens_advice_line mankind galop revenge_porn_helpline
stopncii report_remove report_harmful_content hourglass samaritans shout victim_support respect_phoneline stop_it_now
modern_slavery_helpline rights_of_women ncdv signhealth southall_black_sisters napac ceop nhs_111 refuge_tech_safety
white_ribbon ico equality_advisory_support_service
"""
IDS = WRITTEN_IDS.split()

# Numbers that are known to be old, wrong or another area's; compared as digits.
NEVER = ["08088029999", "08088028960", "02078408960", "02077042040", "01442270679", "02070081500", "08088010800"]


@pytest.fixture(scope="module")
def directory() -> Directory:
    return load_directory(REAL / "data/support")


def test_every_service_is_listed_once(directory: Directory) -> None:
    assert sorted(service.id for service in directory) == sorted(IDS)
    assert len(directory) == len(IDS)
    assert all(service_id in directory and directory[service_id].id == service_id for service_id in IDS)
    assert "nobody" not in directory


@pytest.mark.parametrize(
    ("service_id", "uris"),
    [
        ("emergency", ["tel:999"]),
        ("emergency_sms", ["sms:999"]),
        ("relay_uk", ["tel:18000", "tel:18001101"]),
        ("police_101", ["tel:101"]),
        ("british_transport_police", ["sms:61016", "tel:+44800405040"]),
        ("herts_domestic_abuse_helpline", ["tel:+448088088088"]),
        ("national_domestic_abuse_helpline", ["tel:+448082000247"]),
        ("rape_support_line", ["tel:+448085002222"]),
        ("crimestoppers", ["tel:+44800555111"]),
        ("police_anti_corruption", ["tel:+448000850000"]),
        ("childline", ["tel:+448001111"]),
        ("samaritans", ["tel:116123"]),
        ("shout", ["sms:85258"]),
    ],
)
def test_numbers_can_be_called_or_texted(directory: Directory, service_id: str, uris: list[str]) -> None:
    assert [number.uri for number in directory[service_id].numbers] == uris


@pytest.mark.parametrize(
    "service_id",
    ["hourglass", "iopc", "beacon", "sarc_finder", "signhealth", "rights_of_women", "mankind", "survivors_trust"],
)
def test_a_number_that_is_not_settled_is_left_out(directory: Directory, service_id: str) -> None:
    assert directory[service_id].numbers == ()
    assert directory[service_id].site


@pytest.mark.parametrize(
    "service_id",
    ["herts_domestic_abuse_helpline", "national_stalking_helpline", "karma_nirvana", "mens_advice_line", "galop",
     "forced_marriage_unit", "modern_slavery_helpline", "nspcc", "nspcc_fgm", "safer_places"],
)  # fmt: skip
def test_hours_that_sources_dispute_are_left_out(directory: Directory, service_id: str) -> None:
    assert directory[service_id].hours is None


def test_only_what_somebody_read_is_shown(directory: Directory) -> None:
    for service in directory:
        shows_number, shows_hours = bool(service.numbers), service.hours is not None
        assert not (service.confidence == "G" and (shows_number or shows_hours)), service.id
        assert not (service.confidence == "Vold" and shows_number and not service.sources_agree), service.id
        assert not (shows_hours and service.confidence != "V"), service.id


def test_old_numbers_never_come_back(directory: Directory) -> None:
    shown = {number.display.replace(" ", "") for service in directory for number in service.numbers}
    assert not shown & set(NEVER)


def test_long_numbers_are_shown_in_groups(directory: Directory) -> None:
    shown = [number.display for service in directory for number in service.numbers]
    assert [display for display in shown if len(display) > 6 and " " not in display] == []


def test_each_number_belongs_to_one_service(directory: Directory) -> None:
    uris = [number.uri for service in directory for number in service.numbers if number.uri != "tel:999"]
    assert len(uris) == len(set(uris))


def test_services_are_found_by_need_with_local_help_first(directory: Directory) -> None:
    found = [service.id for service in directory.find("sexual_violence")]
    assert found.index("herts_rape_crisis") < found.index("rape_support_line")
    assert "childline" in found
    assert directory.find("nothing") == ()


def test_ids_are_found_in_a_text_in_order() -> None:
    assert service_ids("Ask [[beacon]] first.\n\n[[galop]]\n[not one] [[ beacon]]") == ("beacon", "galop", " beacon")


def test_the_directory_cannot_be_changed(directory: Directory) -> None:
    with pytest.raises(ValueError, match="frozen"):
        directory["galop"].name = "Other"
