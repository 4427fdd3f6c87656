"""What is said by text, in fewer words, means what the page says, and leads on as far."""

from __future__ import annotations

from collections.abc import Iterator

from content.collected import Content
from content.files import Key, Problem
from content.rasa import BY_TEXT, Variation

QUESTION = "utter_ask_"
EMERGENCY = "999"
# Of each kind of way on that an answer offers, one is left by text: to report, and to get away.
WAYS_ON = {
    "to report": frozenset(
        f"/{intent}"
        for intent in (
            "start_report",
            "want_to_report",
            "how_to_report",
            "report_anonymously",
            "report_for_someone_else",
        )
    ),
    "to leave safely": frozenset({"/leave_safely"}),
}


def variations_are_for_a_channel(content: Content) -> Iterator[Problem]:
    """A variation for a channel that does not exist would never be said."""
    if content.domain is None:
        return
    for name, variations in content.domain.model.responses.items():
        for place, variation in enumerate(variations):
            if variation.channel not in (None, BY_TEXT):
                problem = f"{name} has a variation for the unknown channel {variation.channel}"
                remedy = f"Write `channel: {BY_TEXT}`, or take the line out"
                yield content.domain.document.problem(problem, remedy, "responses", name, place, "channel")


def conditions_hold_by_text_too(content: Content) -> Iterator[Problem]:
    """Rasa prefers a variation for the channel without a condition to one of the page whose condition holds."""
    if content.domain is None:
        return
    document = content.domain.document
    for name, variations in content.domain.model.responses.items():
        texted = [each.conditions for each in variations if each.channel == BY_TEXT]
        on_page = [each.conditions for each in variations if each.channel is None]
        for place, variation in enumerate(variations):
            keys: tuple[Key, ...] = ("responses", name, place, "condition")
            if variation.channel is None and frozenset() in texted and variation.conditions not in texted:
                problem = f"By text {name} is never said under this condition"
                remedy = f"Add a variation with `channel: {BY_TEXT}` and the same condition"
                yield document.problem(problem, remedy, *keys)
            elif variation.channel == BY_TEXT and variation.conditions not in on_page:
                problem = f"{name} is said by text under a condition that the page does not know"
                yield document.problem(problem, "Use a condition of one of its other variations", *keys)


def variations_mean_the_same(content: Content) -> Iterator[Problem]:
    """What a response says about itself (`custom`) is the same by text."""
    if content.domain is None:
        return
    for name, place, shorter, on_page in _pairs(content):
        if shorter.custom != on_page.custom:
            problem = f"By text {name} does not say the same about itself"
            remedy = "Copy `custom` from the variation without `channel`"
            yield content.domain.document.problem(problem, remedy, "responses", name, place, "custom")


def danger_is_answered_by_text_too(content: Content) -> Iterator[Problem]:
    """Where the page says whom to call in danger, so does the text message."""
    if content.domain is None:
        return
    for name, place, shorter, on_page in _pairs(content):
        if EMERGENCY in on_page.text and EMERGENCY not in shorter.text:
            problem = f"By text {name} does not say to call {EMERGENCY}"
            remedy = f"Keep the sentence about {EMERGENCY}, and take out another"
            yield content.domain.document.problem(problem, remedy, "responses", name, place, "text")


def choices_lead_on_by_text_too(content: Content) -> Iterator[Problem]:
    """A question has all of its answers by text; an answer has no others, and a way to report and to get away."""
    if content.domain is None:
        return
    for name, place, shorter, on_page in _pairs(content):
        for problem, remedy in _lost(name, {each.payload for each in shorter.buttons}, on_page):
            yield content.domain.document.problem(problem, remedy, "responses", name, place, "buttons")


def questions_left_out_by_text_can_be(content: Content) -> Iterator[Problem]:
    """What decides the team, or must be answered, is asked by text too."""
    if content.domain is None or content.texting is None or content.routing is None:
        return
    domain = content.domain.model
    decides = {slot for rule in content.routing.model.rules for slot in (*rule.when, *rule.unless)}
    asked = {slot: f"{QUESTION}{name}_{slot}" for name, form in domain.forms.items() for slot in form.required_slots}
    for number, slot in enumerate(content.texting.model.left_out):
        said = domain.responses.get(asked.get(slot, ""), ())
        if slot not in asked:
            problem, remedy = f"The report has no question {slot}", "Name one of the form in domain.yml"
        elif slot in decides or any(each.custom.get("required") for each in said):
            problem, remedy = f"A report by text needs the question {slot}", "Take it out of this list"
        else:
            continue
        yield content.texting.document.problem(problem, remedy, "left_out", number)


def _lost(name: str, offered: set[str], on_page: Variation) -> Iterator[tuple[str, str]]:
    before = {button.payload: button.title for button in on_page.buttons}
    if name.startswith(QUESTION):
        for title in (title for payload, title in before.items() if payload not in offered):
            yield f"By text “{title}” cannot be answered", "Add the choice; its title may be shorter here"
    if offered - before.keys():
        yield f"By text {name} has a choice that the page has not", "Offer it on the page too, or take it out here"
    for what, payloads in WAYS_ON.items():
        if payloads & before.keys() and not payloads & offered and not name.startswith(QUESTION):
            titles = ", ".join(f"“{title}”" for payload, title in before.items() if payload in payloads)
            yield f"By text {name} has no choice {what}", f"Keep one of these choices: {titles}"


def _pairs(content: Content) -> Iterator[tuple[str, int, Variation, Variation]]:
    """Every variation for text messages, by its response and place, with the page's of the same condition."""
    responses = content.domain.model.responses if content.domain else {}
    for name, variations in responses.items():
        on_page = {each.conditions: each for each in variations if each.channel is None}
        for place, variation in enumerate(variations):
            if variation.channel == BY_TEXT and variation.conditions in on_page:
                yield name, place, variation, on_page[variation.conditions]
