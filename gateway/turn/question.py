"""What the gateway adds to a question of the form: the summary of answers, and the ways to move about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gateway.form import CONSENTS, SKIPPED
from gateway.gateway import Gateway
from gateway.message import Choice, Summary, SummaryRow
from gateway.session import Answer, Aside, Chosen
from gateway.turn.turn import Turn

LONGEST_TITLE = 40  # characters of an answer in the title of the choice that keeps it


def summary(gateway: Gateway, turn: Turn, slot: str) -> Summary:
    """The answers to the questions before the one about `slot`, each with a choice to change it."""
    return Summary(tuple(_row(gateway, turn, each, answer, slot) for each, answer in _earlier(gateway, turn, slot)))


def navigation(gateway: Gateway, turn: Turn, slot: str, *, required: bool) -> Iterator[Choice]:
    """Skip (unless the question must be answered), back and save (unless it is the first), stop."""
    words = gateway.messages
    before = turn.session.earlier.get(slot)
    if before is not None and slot not in CONSENTS:
        keep = words.keep.format(answer=_in_short(before.shown))
        yield turn.offer(keep, Chosen("answer", before.entities, before.shown))
    if not required:
        yield turn.offer(words.skip, Chosen("answer", {slot: SKIPPED}, words.skip))
    earlier = _earlier(gateway, turn, slot)
    if earlier:
        previous, answer = earlier[-1]
        back = _asking_again(turn, previous, answer, words.back)
        if before is not None and slot not in CONSENTS:  # going back must not lose it either
            back = replace(back, entities={**before.entities, **back.entities})
        yield turn.offer(words.back, back)
    yield from ways_out(gateway, turn)


def ways_out(gateway: Gateway, turn: Turn) -> Iterator[Choice]:
    """To save what there is of the report and decide later, and to stop."""
    words = gateway.messages
    if turn.session.answers:
        yield turn.offer(words.drafts.save, Aside("save"))
    yield turn.offer(words.stop, Chosen("stop_report", {}, words.stop))


def _in_short(answer: str) -> str:
    return answer if len(answer) <= LONGEST_TITLE else f"{answer[:LONGEST_TITLE].rstrip()}…"


def _row(gateway: Gateway, turn: Turn, slot: str, answer: Answer, asked_at: str) -> SummaryRow:
    words = gateway.messages
    title = words.change.format(label=answer.label)
    change = turn.offer(title, _asking_again(turn, slot, answer, title, asked_at))
    plain = words.answer.format(label=answer.label, answer=answer.shown)
    return SummaryRow(answer.label, answer.shown, change, plain)


def _asking_again(turn: Turn, slot: str, answer: Answer, title: str, *others: str) -> Chosen:
    """Asks about `slot` again. What was agreed to afterwards falls away: the report may not be the same any more."""
    answers = turn.session.answers
    agreed = (each for consent in CONSENTS if consent in answers for each in (consent, *answers[consent].clears))
    return Chosen("change", dict.fromkeys((slot, *others, *answer.clears, *agreed)), title)


def _earlier(gateway: Gateway, turn: Turn, slot: str) -> list[tuple[str, Answer]]:
    """The answered questions that come before the one about `slot`, in the form's order."""
    order, answers = gateway.questions, turn.session.answers
    before = order[: order.index(slot)] if slot in order else ()
    return [(each, answers[each]) for each in before if each in answers]
