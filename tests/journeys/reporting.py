"""The steps of a report, as a person presses and types them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from content.texting import load_texting
from gateway.settings import PROJECT
from tests.journeys.person import Reply

R = TypeVar("R", covariant=True)


class Reporter(Protocol[R]):
    """Somebody who reports, on the page or by text."""

    @property
    def last(self) -> R:
        """The latest answer."""

    async def says(self, text: str) -> R:
        """Types a message."""

    async def chooses(self, title: str) -> R:
        """Takes a choice of the latest answer."""


@dataclass(frozen=True)
class Press:
    """A button, by its title."""

    title: str


@dataclass(frozen=True)
class Type:
    """Words, typed."""

    text: str


Step = Press | Type

ANONYMOUS: Mapping[str, Step] = {
    "report_kind": Press("Abuse by a partner, ex-partner or family"),
    "report_for": Press("Myself"),
    "what_happened": Type("For months he has kept my bank card and checks every receipt."),
    "when_happened": Press("More than once, over time"),
    "where_happened": Press("In a home"),
    "who_did_it": Type("My husband"),
    "relationship": Press("Partner, husband or wife"),
    "still_happening": Press("Yes"),
    "children_affected": Press("No"),
    "adult_at_risk": Press("No"),
    "about_police": Press("No"),
    "contact": Press("No, I want to stay anonymous"),
    "needs": Press("Skip this question"),
    "checked": Press("My answers are right"),
    "consent_share": Press("Yes, I agree"),
    "consent_refer": Press("Carry on"),
    "send": Press("Send my report"),
}
"""The questions in their order, with the answers of somebody who gives no name."""


def named(details: str, safe: str) -> dict[str, Step]:
    """The same report by somebody who may be called."""
    steps: dict[str, Step] = {}
    for slot, step in ANONYMOUS.items():
        steps[slot] = step
        if slot == "contact":
            steps |= {"contact": Press("Yes, by phone"), "contact_details": Type(details), "safe_contact": Type(safe)}
        if slot == "consent_share":
            steps["consent_contact"] = Press("Yes, I agree")
    steps["consent_refer"] = Press("Yes, I agree")
    return steps


def by_text(steps: Mapping[str, Step]) -> dict[str, Step]:
    """The same report by text, where fewer questions are asked."""
    left_out = load_texting(PROJECT / "data" / "texting.yml").left_out
    return {slot: step for slot, step in steps.items() if slot not in left_out}


async def begin(person: Reporter[R]) -> R:
    """Asks to report, reads the honest limit, and is asked the first question."""
    await person.says("I want to report what happened to me")
    return await person.chooses("Report here")


async def take(person: Reporter[R], step: Step) -> R:
    """Answers one question."""
    return await (person.chooses(step.title) if isinstance(step, Press) else person.says(step.text))


async def answer(person: Reporter[R], steps: Mapping[str, Step], *, start: str = "", until: str = "") -> R:
    """Answers the questions in their order, from `start` up to but without `until`; returns the last reply."""
    slots = list(steps)
    first = slots.index(start) if start else 0
    end = slots.index(until) if until else len(slots)
    for slot in slots[first:end]:
        await take(person, steps[slot])
    return person.last


async def fill_in(person: Reporter[R], steps: Mapping[str, Step], *, until: str = "") -> R:
    """Asks to report and answers the questions, up to but without `until`; returns the last reply."""
    await begin(person)
    return await answer(person, steps, until=until)


def receipt_in(reply: Reply) -> str:
    """The receipt words in what was said: nine small words together on a line."""
    lines = [line.strip() for line in reply.text.splitlines()]
    return next(line for line in lines if len(line.split()) == 9 and line.replace(" ", "").isalpha() and line.islower())
