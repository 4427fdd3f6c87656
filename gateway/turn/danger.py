"""Step 2: danger first. Nothing else in a turn comes before this, and nothing is needed for it."""

from __future__ import annotations

from dataclasses import replace

from gateway.gateway import Gateway
from gateway.message import Message
from gateway.tongues import carry_on, in_danger
from gateway.turn.turn import Turn
from safety import Finding


async def check_danger(gateway: Gateway, turn: Turn) -> None:
    """Answers danger at once and by ourselves; the question waits, and what was typed is kept for her to carry on.

    In doubt a line about help goes before the answer, and nothing waits.
    """
    if turn.alert is None:
        turn.messages += () if turn.repeated else in_doubt(gateway, turn.finding)
        return
    message = _kept(gateway, turn.finding, alert_message(gateway, turn.finding))
    if turn.request is not None:
        title, tongue = carry_on(gateway, turn.finding)
        choice = turn.offer(title, turn.request, ours=True, tongue=tongue)
        message = replace(message, choices=(choice,))
    turn.request = None
    turn.messages = [message]
    if turn.session.in_form:
        turn.ask_again()


def in_doubt(gateway: Gateway, finding: Finding) -> tuple[Message, ...]:
    """What goes before an answer when danger may be meant, but need not be: in her language, then in English."""
    if finding.unsure is None:
        return ()
    words = gateway.messages
    meant = replace(finding, danger=finding.unsure == "danger", self_harm=finding.unsure == "self_harm")
    english = gateway.message(words.if_danger if meant.danger else words.if_self_harm)
    return (replace(english, parts=(*in_danger(gateway, meant), *english.parts)),)


def alert_message(gateway: Gateway, finding: Finding) -> Message:
    """What is said in danger: in the language she writes in, then in English."""
    words = gateway.messages
    if finding.danger and finding.self_harm:
        sentence = words.both
    else:
        sentence = words.danger if finding.danger else words.self_harm
    english = gateway.message(sentence)
    return replace(english, parts=(*in_danger(gateway, finding), *english.parts), alert=finding.alert)


def _kept(gateway: Gateway, finding: Finding, message: Message) -> Message:
    """The alert, and that what she wrote is kept: said only where it is."""
    words = gateway.messages
    sentence = words.kept_until_safe if finding.danger else words.kept_until_ready
    return replace(message, parts=(*message.parts, *gateway.parts(sentence)))


def alert_messages(gateway: Gateway, finding: Finding) -> tuple[Message, ...]:
    """The alert that goes with a refusal, when the danger check fired. What was refused is not kept."""
    return (alert_message(gateway, finding),) if finding.alert else ()
