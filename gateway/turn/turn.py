"""A turn on its way through the steps."""

from __future__ import annotations

from dataclasses import dataclass, field

from gateway.message import Alert, Choice, Message, Tongue, new_choice
from gateway.rasa import BotReply
from gateway.session import Aside, Keeping, Offer, Request, Sendable, Session
from safety import Finding


@dataclass(frozen=True)
class Incoming:
    """What came from the reporter: something typed, or the id of a choice.

    `turn`: how many turns the page had shown when this was sent, if it says so. When there have been more since, the
    same form was sent twice, or it stood on an older page: nothing is done (again), and new words are given back.
    `beside`: what stood in the box when a choice was pressed. It is no answer, and is kept only with a report saved.
    """

    text: str | None = None
    choice: str | None = None
    turn: int | None = None
    beside: str = ""


@dataclass(frozen=True)
class Resumed:
    """A report put aside that is gone on with: the session before, and what stood in the box when it was saved."""

    before: Session
    words: str = field(repr=False)
    box: str = field(repr=False)


@dataclass
class Turn:
    """What the steps know of a turn. `session` is replaced, never changed."""

    incoming: Incoming
    finding: Finding  # of what was typed
    session: Session
    known: bool  # whether there is such a conversation
    deadline: float  # on the event loop's clock
    request: Request | None = None  # what the reporter wants
    keeping: Keeping | None = None  # or what she wants with a receipt on show; never leaves this process
    aside: Aside | None = None  # or what she wants with a report that is put aside
    resumed: Resumed | None = None  # the report that this turn goes on with
    outgoing: Sendable | None = None  # the same, as it may leave this process
    was_checked: bool = False  # the danger check has fired on this before, and the reporter wishes to carry on
    repeated: bool = False
    reply: BotReply | None = None
    run_over: bool = False  # this turn sent or stopped a report
    messages: list[Message] = field(default_factory=list)
    offers: dict[str, Offer] = field(default_factory=dict)

    @property
    def alert(self) -> Alert | None:
        """What the danger check found."""
        return self.finding.alert

    def offer(
        self, title: str, request: Request | Keeping | Aside, *, ours: bool = False, tongue: Tongue | None = None
    ) -> Choice:
        """A choice that stands for `request`, on offer with this turn's answer."""
        choice = new_choice(title, tongue)
        self.offers[choice.id] = Offer(title, request, ours)
        return choice

    def ask_again(self) -> None:
        """Shows once more what was last asked; its choices still hold."""
        if self.session.current is not None:
            self.messages.append(self.session.current)
