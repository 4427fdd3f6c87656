"""Step 5: a report is saved to decide later, gone on with, or erased. Step 12: how it stands with what is saved.

Only to ask the next question of a report that is gone on with Rasa is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gateway.decide_later import erase_draft, open_draft, save_draft
from gateway.drafts import resumed
from gateway.form import CHECKED
from gateway.gateway import Gateway
from gateway.message import Choice, Message, Paragraph, Part
from gateway.opening import written_day
from gateway.receipt_part import receipt_part
from gateway.receipts import Receipt
from gateway.refused import Refused
from gateway.session import Aside, Chosen
from gateway.turn.ask import is_sending, with_receipt
from gateway.turn.danger import in_doubt
from gateway.turn.question import summary
from gateway.turn.turn import Resumed, Turn
from gateway.upstream import UpstreamError


async def take_aside(gateway: Gateway, turn: Turn) -> None:
    """Does what she chose to do with a report that is saved, or is to be."""
    aside, sentences = turn.aside, gateway.messages.drafts
    if aside is None or turn.alert is not None:
        return
    match aside.then:
        case "save":
            await _save(gateway, turn)
        case "go on":
            await _open(gateway, turn, aside.words)
        case "ask to erase":
            ways = ((sentences.confirm, Aside("erase", aside.words)), (sentences.keep, Aside("keep", aside.words)))
            choices = tuple(turn.offer(title, way, ours=True) for title, way in ways)
            turn.messages.append(replace(gateway.message(sentences.ask), choices=choices))
        case "erase":
            turn.messages.append(await _erased(gateway, turn, aside.words))
        case "keep":
            turn.messages.append(gateway.message(sentences.kept))


def offer_saved(gateway: Gateway, turn: Turn, words: str) -> None:
    """Adds to the latest message what can be done with what is saved under the receipt of these words."""
    turn.messages[-1] = replace(turn.messages[-1], choices=tuple(_ways(gateway, turn, words)))


async def go_on_with(gateway: Gateway, turn: Turn) -> None:
    """Shows what was saved, above the next question; without one, it stays saved and nothing else has changed.

    When a report ends that was saved before, and is not sent, it is said that what was saved is still there.
    """
    if turn.resumed is None:
        _say_still_saved(gateway, turn)
    elif turn.reply is None:
        turn.session, turn.request, turn.offers = turn.resumed.before, None, {}
        turn.messages = [gateway.message(gateway.messages.drafts.not_now)]
        offer_saved(gateway, turn, turn.resumed.words)
    else:
        turn.messages.insert(0, _here(gateway, turn, turn.resumed))


async def _save(gateway: Gateway, turn: Turn) -> None:
    sentences = gateway.messages.drafts
    if not turn.session.in_form:
        turn.messages.append(gateway.message(gateway.messages.stale))
        return
    turn.session = with_receipt(gateway, turn.session)  # the same when she tries again: there is only one draft
    words, box = turn.session.receipt or "", turn.incoming.beside
    turn.messages += in_doubt(gateway, await gateway.find_danger(box))
    try:
        until = await save_draft(gateway, turn.session, box, Receipt(words))
    except Refused as refused:
        is_full = refused.kind == "drafts_full"
        turn.messages.append(gateway.message(sentences.full if is_full else sentences.not_saved))
        turn.ask_again()
        return
    first = sentences.saved if until else sentences.sent_before
    then = sentences.later.format(day=written_day(until)) if until else ""
    parts: tuple[Part, ...] = (*gateway.parts(first), receipt_part(gateway, words), *gateway.parts(then))
    turn.messages.append(Message(parts))
    turn.session = replace(turn.session, state=None, current=None, offers={})
    turn.run_over = True


async def _open(gateway: Gateway, turn: Turn, words: str) -> None:
    """Goes back into the report. Rasa asks the next question when it is given the answers as they are."""
    sentences = gateway.messages.drafts
    try:
        saved = await open_draft(gateway, Receipt(words))
    except UpstreamError:
        turn.messages.append(gateway.message(sentences.not_now))
        offer_saved(gateway, turn, words)
        return
    if saved is None:
        turn.messages.append(gateway.message(sentences.gone))
        return
    draft, until = saved
    turn.resumed = Resumed(turn.session, words, draft.box)
    turn.session = resumed(gateway, turn.session, draft, words, until)
    unchanged = {slot: turn.session.slots.get(slot) for slot in turn.session.answers}
    turn.request = Chosen("change", {**unchanged, CHECKED: None}, sentences.go_on)


async def _erased(gateway: Gateway, turn: Turn, words: str) -> Message:
    sentences = gateway.messages.drafts
    try:
        await erase_draft(gateway, words)
    except Refused as refused:
        if refused.kind != "receipt_unknown":  # else it is gone already: she has seen it here
            again = turn.offer(gateway.messages.try_again, Aside("erase", words), ours=True)
            return Message((Paragraph(refused.detail),), () if refused.kind == "draft_sent" else (again,))
    return gateway.message(sentences.erased)


def _ways(gateway: Gateway, turn: Turn, words: str) -> Iterator[Choice]:
    sentences = gateway.messages.drafts
    yield turn.offer(sentences.go_on, Aside("go on", words), ours=True)
    yield turn.offer(sentences.erase, Aside("ask to erase", words), ours=True)


def _here(gateway: Gateway, turn: Turn, back: Resumed) -> Message:
    """Her answers, each of which she can change; at the summary they stand already."""
    sentences, slot = gateway.messages.drafts, turn.session.requested_slot or ""
    unsent = (Paragraph(sentences.unsent.format(words=back.box)),) if back.box.strip() else ()
    if slot == CHECKED:
        return Message((Paragraph(sentences.here), *unsent))
    table = summary(gateway, turn, slot)
    return Message((Paragraph(sentences.here), table, *unsent), tuple(row.change for row in table.rows))


def _say_still_saved(gateway: Gateway, turn: Turn) -> None:
    session, request = turn.session, turn.request
    is_sent = session.unconfirmed or (request is not None and is_sending(request))
    if turn.run_over and turn.aside is None and session.saved_until and session.receipt and not is_sent:
        sentence = gateway.messages.drafts.still.format(day=written_day(session.saved_until))
        erase = turn.offer(gateway.messages.drafts.erase, Aside("ask to erase", session.receipt), ours=True)
        turn.messages.append(replace(gateway.message(sentence), choices=(erase,)))
