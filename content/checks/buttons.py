"""Buttons, the questions of forms, and the answers that routing knows fit together."""

from __future__ import annotations

from collections.abc import Iterator

from content.collected import Content
from content.files import Problem
from content.rasa import read_payload

NO_ANSWER = frozenset({None, "skipped", "not_asked"})


def buttons_are_understood(content: Content) -> Iterator[Problem]:
    """Every button's payload can be read, and its intent, slots and answers exist."""
    if content.domain is None:
        return
    document, domain = content.domain.document, content.domain.model
    intents, slots = {*domain.intent_names}, {*domain.slots} & {*domain.entity_names}
    answers = content.routing.model.answers if content.routing else {}
    for button, keys in domain.buttons():
        place = (*keys, "payload")
        payload = read_payload(button.payload)
        if payload is None:
            remedy = 'Write /intent, or /intent{"slot": "value"} with null to clear a slot, all between single quotes'
            yield document.problem(f"The payload of “{button.title}” cannot be read", remedy, *place)
            continue
        if payload.intent not in intents:
            remedy = "Correct the spelling, or add it to `intents`"
            yield document.problem(f"“{button.title}” means the unknown intent {payload.intent}", remedy, *place)
        for slot, value in payload.entities.items():
            if slot not in slots:
                remedy = "Correct the spelling, or add it to `slots` and `entities`"
                yield document.problem(f"“{button.title}” fills the unknown slot {slot}", remedy, *place)
            elif slot in answers and value not in NO_ANSWER and value not in answers[slot]:
                remedy = f"Use one of {', '.join(answers[slot])}, or add it to `answers` in data/routing.yml"
                yield document.problem(f"“{button.title}” gives {slot} an unknown value {value}", remedy, *place)


def answers_can_be_given(content: Content) -> Iterator[Problem]:
    """Every answer that routing knows has a button: a rule about an answer nobody can give never applies."""
    if content.domain is None or content.routing is None:
        return
    payloads = (read_payload(button.payload) for button, _ in content.domain.model.buttons())
    offered = {pair for payload in payloads if payload for pair in payload.entities.items()}
    for question, values in content.routing.model.answers.items():
        for number, value in enumerate(values):
            if (question, value) not in offered:
                problem = f"No button in domain.yml gives {question} the value {value}"
                remedy = "Add the button, or remove the value here"
                yield content.routing.document.problem(problem, remedy, "answers", question, number)


def form_questions_exist(content: Content) -> Iterator[Problem]:
    """Every slot of a form is declared and has the response that asks for it."""
    if content.domain is None:
        return
    document, domain = content.domain.document, content.domain.model
    for name, form in domain.forms.items():
        for number, slot in enumerate(form.required_slots):
            place = ("forms", name, "required_slots", number)
            question = f"utter_ask_{name}_{slot}"
            if slot not in domain.slots:
                yield document.problem(f"{name} fills the unknown slot {slot}", "Add it to `slots`", *place)
            if question not in domain.responses:
                problem = f"{name} cannot ask for {slot}"
                yield document.problem(problem, f"Add the response {question}", *place)


def parts_of_the_report_begin_with_a_question(content: Content) -> Iterator[Problem]:
    """Every part of the report that data/messages.yml names begins with a question that is asked."""
    if content.domain is None or content.messages is None:
        return
    asked = {slot for form in content.domain.model.forms.values() for slot in form.required_slots}
    for number, part in enumerate(content.messages.model.report_parts):
        if part.begins not in asked:
            problem = f"The part “{part.name}” begins with {part.begins}, which no form asks for"
            remedy = "Name a slot of `required_slots` in domain.yml"
            yield content.messages.document.problem(problem, remedy, "report_parts", number, "begins")
