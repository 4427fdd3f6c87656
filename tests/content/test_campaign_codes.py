"""A campaign's code is no word of danger."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.check import check
from content.checks.campaigns import REMEDY
from heard.campaign_codes import codes_of_danger
from heard.check import run_check
from tests.content.small_content import write_small_content

HARMFUL = ("DANGER", "KNIFE", "KILL", "TRAPPED", "BLEEDING", "SUICIDE", "STRANGLE", "POLICE", "EMERGENCY")
FINE = ("ORANGE", "RIBBON", "SPEAKUP", "16DAYS", "DAISY")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_small_content(tmp_path) / "data" / "campaign-codes.yml"


def write(file: Path, *codes: str) -> None:
    lines = "".join(f"    - {code}\n" for code in codes)
    file.write_text(f"days:\n  title: Some days\n  codes:\n{lines}")


def test_each_code_that_is_a_word_of_danger_is_named_with_its_line(file: Path) -> None:
    write(file, *FINE, *HARMFUL)
    found = list(codes_of_danger(file.parents[1]))
    assert [problem.problem.split(":")[0] for problem in found] == list(HARMFUL)
    assert [problem.line for problem in found] == list(range(4 + len(FINE), 4 + len(FINE) + len(HARMFUL)))


def test_a_code_with_which_a_choice_can_be_taken_is_a_problem(file: Path) -> None:
    write(file, "TALK")
    assert check(file.parents[1]) == []
    messages = file.with_name("messages.yml")
    messages.write_text(messages.read_text().replace("title: I want to talk about something", "title: Talk to us"))
    (problem,) = check(file.parents[1])
    assert (problem.file, problem.line, problem.remedy) == (file, 4, REMEDY)


def test_the_command_names_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(file, "KNIFE")
    assert run_check(file.parents[1]) == 1
    line = f"{file}:4: KNIFE: a code that is a word of danger. Choose a word that has nothing to do with harm."
    assert line in capsys.readouterr().err.splitlines()


def test_a_file_that_cannot_be_read_is_left_to_the_other_checks(file: Path) -> None:
    file.write_text("days: [")
    assert list(codes_of_danger(file.parents[1])) == []
