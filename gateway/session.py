"""What is remembered of one conversation, in memory only, until it ends."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from gateway.message import Message, without_receipts
from gateway.receipt_forms import Form
from gateway.uploads import Attached
from reading.told import NOTHING, Told

LONGEST_TRANSCRIPT = 100  # turns
SEALED = "sealed:"  # begins every answer that was typed


@dataclass(frozen=True)
class Words:
    """Something typed."""

    text: str

    @property
    def shown(self) -> str:
        """What the reporter said, in her words."""
        return self.text


@dataclass(frozen=True)
class InEnglish(Words):
    """Something typed before, by somebody who now chooses to go on in English."""


@dataclass(frozen=True)
class Chosen:
    """Something chosen: the intent and entities behind a choice, and the words on it."""

    intent: str
    entities: Mapping[str, str | None]
    title: str = ""

    @property
    def shown(self) -> str:
        """What the reporter said, in the words of the choice."""
        return self.title


@dataclass(frozen=True)
class Settled:
    """Details in her answers that she removed or keeps: the texts that change, by slot, and the words that stay."""

    texts: Mapping[str, str]
    kept: frozenset[str]
    title: str = ""

    @property
    def shown(self) -> str:
        """What the reporter said, in the words of the choice."""
        return self.title


Then = Form | Literal["no way back", "lose"]


@dataclass(frozen=True)
class Unkept:
    """A receipt on show, until she types the part at `place` of it, or lets it go."""

    words: str = field(repr=False)
    place: int
    form: Form = "words"


@dataclass(frozen=True)
class Keeping:
    """What is to happen with a receipt on show: another form of it, or not to keep it."""

    words: str = field(repr=False)
    then: Then


@dataclass(frozen=True)
class Aside:
    """What is to happen with a report that is put aside. `words`: of its receipt; none when it has yet to be saved."""

    then: Literal["save", "go on", "ask to erase", "erase", "keep"]
    words: str = field(default="", repr=False)


Sendable = Words | Chosen  # what can go to Rasa
Request = Sendable | Settled


@dataclass(frozen=True)
class Offer:
    """What a choice on offer stands for. `ours` marks those the gateway adds to an answer of its own."""

    title: str
    request: Request | Keeping | Aside
    ours: bool = False


@dataclass(frozen=True)
class Question:
    """The question of the form that waits for an answer."""

    slot: str
    label: str
    closed: bool  # only the choices answer it; anything else typed is not an answer
    clears: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An answer in plain words, for the summary; `clears` are the answers that fall away with it."""

    label: str
    shown: str
    clears: tuple[str, ...] = ()
    entities: Mapping[str, str | None] = field(default_factory=dict)  # as Rasa got it: choices' values, or an envelope

    def is_typed(self, slot: str) -> bool:
        """Whether the answer about `slot` is in her own words."""
        return (self.entities.get(slot) or "").startswith(SEALED)


@dataclass(frozen=True)
class Exchange:
    """One turn of the transcript: what the reporter said, if anything, and our messages."""

    said: str | None
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Course:
    """How far the reports of a chat have come: names of steps, and nothing that was said. All that is counted of it."""

    ends: tuple[str, ...] = ()  # of the reports that are over: how, or the question each was left at
    step: str | None = None  # the question that waits now
    is_alone: bool = False  # the report that is being made is for Professional Standards alone
    was_alone: bool = False  # one before it was
    campaign: str = ""  # whose code the chat began with

    @property
    def all_ends(self) -> tuple[str, ...]:
        """How each report ended, should the chat end now."""
        return self.ends if self.step is None else (*self.ends, self.step)

    @property
    def is_reserved(self) -> bool:
        """Whether only Professional Standards may know that there was this chat."""
        return self.is_alone or self.was_alone

    def at(self, step: str | None, *, is_reserved: bool) -> Course:
        """The course when the report has come to `step`."""
        return replace(self, step=step, is_alone=is_reserved)

    def after_run(self, end: str | None) -> Course:
        """The course when the report has ended so, or, with None, was stopped where it stood."""
        over = end or self.step
        ends = self.ends if over is None else (*self.ends, over)
        return Course(ends, was_alone=self.is_reserved, campaign=self.campaign)


Asking = Literal["not yet", "when quiet", "now", "over"]  # whether she felt taken seriously


def new_submission() -> str:
    """A fresh idempotency key for one report."""
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Session:
    """A conversation. Never changed: a turn makes a new one, which is kept only when the turn succeeds."""

    state: Mapping[str, Any] | None = None  # Rasa's own; opaque but for the loop and the requested slot
    question: Question | None = None
    current: Message | None = None  # what was last asked or offered
    offers: Mapping[str, Offer] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    earlier: Mapping[str, Answer] = field(default_factory=dict)  # answers whose question is asked again
    told: Told = NOTHING  # what was told before the report that its questions ask for
    kept: frozenset[str] = frozenset()  # details that stay in a report without a name
    submission: str = field(default_factory=new_submission)
    unconfirmed: bool = False  # sending has failed, and the report may have arrived or not
    receipt: str | None = None  # the words, from just before sending until they have been shown
    saved_until: date | None = None  # when what is saved of this report, under `receipt`, is erased
    unkept: tuple[Unkept, ...] = ()  # shown, and perhaps not kept yet
    returned: str | None = None  # the words of a receipt somebody came back with; then this is no conversation
    attached: Attached | None = None  # a file for that report, sealed, until she says whether to send it
    in_english: bool = False  # she chose to go on in English, whatever language she writes
    feeling: Asking = "not yet"  # the answer itself is not kept
    draft: str = field(default="", repr=False)  # what stands in the box while she looks at what she was told
    sent: tuple[float, ...] = ()  # when the latest messages came, in seconds
    course: Course = Course()
    transcript: tuple[Exchange, ...] = ()
    turns: int = 0
    page: int = 0  # by text: how much more was sent of the latest answer, which was too long for one message

    @property
    def in_form(self) -> bool:
        """Whether a form is asking questions."""
        return bool(self.state and self.state.get("loop"))

    @property
    def requested_slot(self) -> str | None:
        """The slot that the form asks for."""
        slot = self.slots.get("requested_slot") if self.in_form else None
        return slot if isinstance(slot, str) else None

    @property
    def slots(self) -> Mapping[str, Any]:
        """The slots as Rasa last gave them."""
        return (self.state or {}).get("slots") or {}

    @property
    def own_words(self) -> Mapping[str, str]:
        """The answers that she typed, by slot: those that leave this process only sealed."""
        return {slot: answer.shown for slot, answer in self.answers.items() if answer.is_typed(slot)}

    def with_new_run(self) -> Session:
        """The session with nothing left of the report that was sent or stopped."""
        return replace(
            self,
            question=None,
            answers={},
            earlier={},
            told=NOTHING,
            kept=frozenset(),
            submission=new_submission(),
            receipt=None,
            saved_until=None,
            unconfirmed=False,
        )

    def with_exchange(self, exchange: Exchange) -> Session:
        """The session with one more turn in its transcript. A receipt stands in the latest only."""
        before = (replace(each, messages=without_receipts(each.messages)) for each in self.transcript)
        transcript = (*before, exchange)[-LONGEST_TRANSCRIPT:]
        return replace(self, transcript=transcript, turns=self.turns + 1, page=0)
