"""Replaces the parts of Rasa 3.6 that would break a promise. Each has a test that fails without it."""

from __future__ import annotations

import functools

import rasa.core.actions.action
import rasa.core.agent
from rasa.core.agent import Agent
from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, TrackerStore
from rasa.shared.core.events import Event

from bot.processor import TurnProcessor
from bot.remote_action import SlimRemoteAction
from bot.turns import TurnTrackerStore


class WrongTrackerStore(Exception):
    """Rasa did not load our tracker store."""


def harden_rasa() -> None:
    """Puts our processor, action call and event look-up in the place of Rasa's. To be called before an agent loads."""
    rasa.core.agent.MessageProcessor = TurnProcessor
    rasa.core.actions.action.RemoteAction = SlimRemoteAction
    # Rasa walks all subclasses for each event of each tracker it reads.
    Event.resolve_by_type = staticmethod(functools.lru_cache(maxsize=None)(Event.resolve_by_type))


def insist_on_turn_store(agent: Agent) -> None:
    """Raises `WrongTrackerStore` when Rasa fell back to memory, as it does silently if a store fails to import.

    Rasa's wrapper is taken off: on an error it would keep the tracker in a memory store that nothing empties.
    """
    store: TrackerStore = agent.tracker_store
    while isinstance(store, FailSafeTrackerStore | AwaitableTrackerStore):
        store = store._tracker_store
    if not isinstance(store, TurnTrackerStore) or agent.processor is None:
        raise WrongTrackerStore(type(store).__name__)
    store.domain = agent.domain
    agent.tracker_store = agent.processor.tracker_store = store
