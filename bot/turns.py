"""The tracker of a turn: made from the state the gateway sends, gone when the turn ends.

Rasa deletes nothing by itself. So the conversation lives in the gateway's session alone, travels with each turn, and
an erase there is complete, also with a turn in flight: nobody saves it again.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, SESSION_START_METADATA_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

State = dict[str, Any]


class InvalidState(Exception):
    """The state does not fit the domain; the message names the part, never its value."""


class TurnTrackerStore(TrackerStore):
    """Holds the trackers of the turns that are running now, and nothing else."""

    def __init__(self, domain: Domain | None, event_broker: Any = None, **_: Any) -> None:
        super().__init__(domain, event_broker)
        self._running: dict[str, DialogueStateTracker] = {}

    @asynccontextmanager
    async def turn(self, state: State | None) -> AsyncIterator[str]:
        """A running turn's id. Raises `InvalidState`."""
        turn_id = secrets.token_urlsafe(16)
        self._running[turn_id] = self._restore(turn_id, state or {})
        try:
            yield turn_id
        finally:
            del self._running[turn_id]

    def state_of(self, turn_id: str) -> State:
        """What the next turn needs to know: `{"slots": {name: value}, "loop": name or None}`."""
        tracker = self._running[turn_id]
        slots = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
        slots.pop(SESSION_START_METADATA_SLOT, None)
        return {"slots": slots, "loop": tracker.active_loop_name}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the tracker if its turn is still running; a late one is dropped."""
        if tracker.sender_id in self._running:
            self._running[tracker.sender_id] = tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of a running turn."""
        return self._running.get(sender_id)

    async def keys(self) -> Iterable[str]:
        """The ids of the running turns."""
        return tuple(self._running)

    def _restore(self, turn_id: str, state: State) -> DialogueStateTracker:
        slots, loop = state.get("slots") or {}, state.get("loop")
        self._check(slots, loop)
        tracker: DialogueStateTracker = self.init_tracker(turn_id)
        events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
        events += [ActionExecuted(loop), ActiveLoop(loop)] if loop else []
        events += [SlotSet(name, value) for name, value in slots.items()]
        tracker.update_with_events([*events, ActionExecuted(ACTION_LISTEN_NAME)], self.domain)
        return tracker

    def _check(self, slots: Any, loop: Any) -> None:
        known = {slot.name for slot in self.domain.slots}
        if not isinstance(slots, dict) or not known.issuperset(slots):
            raise InvalidState("state.slots")
        if loop is not None and loop not in self.domain.form_names:
            raise InvalidState("state.loop")
