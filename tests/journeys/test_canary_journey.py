"""What people write is nowhere to be found: not in the data, not in a log, at the most talkative level."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable

import pytest

from heard.settings import PROJECT
from tests.gateway.channels.doubles import DOUBLES
from tests.journeys.person import Person
from tests.journeys.reporting import Type, answer, begin, by_text, fill_in, named, receipt_in, take
from tests.journeys.spooling import until_handed_over
from tests.journeys.stack import Stack
from tests.journeys.texter import Texter

pytestmark = pytest.mark.journey

FREE_TEXT = (
    "what_happened",
    "when_happened",
    "where_happened",
    "who_did_it",
    "contact_details",
    "safe_contact",
    "needs",
)
PROCESSES = [("bot", ".venv-rasa"), ("actions", ".venv"), ("gateway", ".venv"), ("staff", ".venv")]


def canary(*slot: str) -> str:
    return f"zq{''.join(slot).replace('_', '')}quokka"


@pytest.mark.asyncio(loop_scope="session")
async def test_no_answer_is_found_in_any_byte_that_was_written(person: Person, stack: Stack) -> None:
    steps = named("", "") | {slot: Type(f"my words {canary(slot)} end") for slot in FREE_TEXT}
    await person.says(canary("smalltalk"))
    await begin(person)
    await person.says(f"/{canary('slash')}")
    await answer(person, steps, until="send")
    await stack.kill("actions")
    receipt = receipt_in(await take(person, steps["send"]))  # waits, sealed; errors are logged too
    waited = stack.everything_written().lower()
    await stack.start("actions")
    await until_handed_over(stack)
    await person.comes_back(receipt)
    await person.says(f"{receipt.split()[0]} {receipt.split()[1]}")
    await stack.kill("actions")
    await person.adds(receipt, canary("added"), "5" * 32)  # fails: errors are logged too
    await person.withdraws(receipt)
    await stack.start("actions")
    await person.adds(receipt, canary("added"), "5" * 32)
    await person.withdraws(receipt)
    written = stack.everything_written().lower()
    for secret in (*map(canary, (*FREE_TEXT, "smalltalk", "slash", "added")), receipt, person.token.lower()):
        assert secret.encode() not in written + waited


@pytest.mark.asyncio(loop_scope="session")
async def test_neither_words_nor_numbers_of_text_messages_are_found_in_any_byte_that_was_written(
    new_texter: Callable[[str], Texter], stack: Stack
) -> None:
    texters = [new_texter(double.name) for double in DOUBLES]
    for texter in texters:
        await texts_canaries(texter)
    reporter, *_ = texters  # a report goes the same way from each
    steps = by_text(named("", "") | {slot: Type(f"my words {canary(slot)} end") for slot in FREE_TEXT})
    await fill_in(reporter, steps, until="send")
    await stack.kill("actions")  # errors are logged too
    await reporter.chooses("Send my report")
    waited = stack.everything_written().lower()
    await stack.start("actions")
    await until_handed_over(stack)
    written = waited + stack.everything_written().lower()
    words = [canary(texter.double.name, what) for texter in texters for what in ("smalltalk", "forged")]
    numbers = [re.sub(r"\D", "", texter.number)[-9:] for texter in texters]
    for secret in (*map(canary, FREE_TEXT), *words, *numbers):
        assert secret.encode() not in written


async def texts_canaries(texter: Texter) -> None:
    """Begins to talk; on the way a forged webhook, some that are not as documented, and an answer that is refused."""
    name = texter.double.name
    _, body = texter.writes(canary(name, "forged"))
    assert await texter.delivers(({}, body)) == 403
    for call in texter.double.unreadable():
        await texter.delivers(call)
    texter.double.answers.append(texter.double.refused)
    await texter.says(canary(name, "smalltalk"))


def test_the_canary_would_be_found(stack: Stack) -> None:
    (stack.logs / "planted").write_text(canary("planted"))
    assert canary("planted").encode() in stack.everything_written()
    (stack.logs / "planted").unlink()


@pytest.mark.parametrize(("module", "environment"), PROCESSES)
def test_no_process_starts_at_a_level_that_prints_conversations(stack: Stack, module: str, environment: str) -> None:
    variables = {**os.environ, "HEARD_HOME": str(stack.settings.home), "HEARD_LOG_LEVEL": "DEBUG"}
    command = [str(PROJECT / environment / "bin" / "python"), "-m", module]
    done = subprocess.run(command, cwd=PROJECT, env=variables, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "HEARD_LOG_LEVEL" in done.stderr
