"""What the gateway counts, in memory until the next batch: how chats and reports ended, and how people felt.

A chat is counted once, when it has ended, and by then nothing of it is left but its course: no click waits for a count,
and none is a request of its own. What only Professional Standards may know of is counted apart.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from content.routing import Routing
from gateway.form import NOT_ASKED, SKIPPED
from gateway.session import Course

Series = Literal["ordinary", "reserved"]
Way = Literal["left", "again", "not_left"]
Cell = tuple[str, str]
Counted = tuple[str, Cell]  # the campaign whose code the chat began with, if any
Batch = dict[str, Any]

ORDINARY: Series = "ordinary"
RESERVED: Series = "reserved"
CHAT, FORM, FELT = "chat", "form", "felt"
NO_CAMPAIGN = ""


def new_batch_id() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


class Counts:
    """Counts since the last batch, and batches that the action server has not taken yet."""

    def __init__(self, routing: Routing, new_id: Callable[[], str] = new_batch_id) -> None:
        self._alone = tuple(rule for rule in routing.rules if rule.only)
        self._vocabulary = routing.vocabulary
        self._new_id = new_id
        self._counts: dict[str, dict[Series, Counter[Counted]]] = defaultdict(lambda: defaultdict(Counter))
        self.waiting: list[Batch] = []

    def is_reserved(self, slots: Mapping[str, Any]) -> bool:
        """Whether a report with these answers is one that only Professional Standards may know of.

        An answer that is not understood counts as one: so does the action server.
        """
        told = {slot: value for slot, value in slots.items() if value not in (None, "", SKIPPED, NOT_ASKED)}
        asked = {question for rule in self._alone for question in (*rule.when, *rule.unless)}
        odd = any(told[each] not in self._vocabulary[each] for each in asked & told.keys())
        return odd or any(rule.applies(told) for rule in self._alone)

    def ended(self, month: str, course: Course, way: Way) -> None:
        """Counts a chat that has ended, and apart from its campaign each report that was begun in it."""
        counts = self._counts[month][RESERVED if course.is_reserved else ORDINARY]
        counts[course.campaign, (CHAT, way)] += 1
        for end in course.all_ends:
            counts[NO_CAMPAIGN, (FORM, end)] += 1

    def felt(self, month: str, course: Course, answer: str) -> None:
        """Counts an answer to whether she felt taken seriously."""
        self._counts[month][RESERVED if course.is_reserved else ORDINARY][NO_CAMPAIGN, (FELT, answer)] += 1

    def close(self, now: str) -> None:
        """Makes batches of what was counted: one of each month, and always one of the month `now`.

        While others wait nothing is made: they go first, and the counts go on.
        """
        if self.waiting:
            return
        counts, self._counts = self._counts, defaultdict(lambda: defaultdict(Counter))
        self.waiting = [self._batch(month, counts[month]) for month in sorted({now, *counts})]

    def _batch(self, month: str, counts: Mapping[Series, Counter[Counted]]) -> Batch:
        ordinary, reserved = (list(_entries(counts.get(each, {}))) for each in (ORDINARY, RESERVED))
        return {"id": self._new_id(), "month": month, "ordinary": ordinary, "reserved": reserved}


def _entries(counts: Mapping[Counted, int]) -> Iterable[dict[str, Any]]:
    for counted in sorted(counts):
        campaign, cell = counted
        yield {"campaign": campaign, "cells": [list(cell)], "count": counts[counted]}
