"""What the tests of the spool share."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyrage

from gateway.gateway import Gateway
from gateway.receipts import Receipt, read_receipt
from gateway.spool import Room, Spool
from gateway.spool_relay import SpoolRelay
from tests.gateway.chat import Chat
from tests.gateway.rasa_double import RasaDouble

ROOM = Room(files=3, bytes=1024 * 1024)
SEND = "Send my report"
LOCKED = "Your report was received, and it is locked. It is not yet with a team."
DOUBT = "We could not confirm that your report was received."


class StillRelay(SpoolRelay):
    """Hands over only when a test says so."""

    async def run(self) -> None:
        return


def with_room(gateway: Gateway, room: Room = ROOM) -> Gateway:
    """The gateway with a spool that takes reports."""
    relay = gateway.spool
    return replace(gateway, spool=StillRelay(replace(relay.spool, room=room), relay.intake, relay.actions, lambda: 0.0))


async def locked(chat: Chat, rasa: RasaDouble) -> Receipt:
    """Sends a report that Rasa cannot pass on; its receipt."""
    await chat.reach("send")
    rasa.trouble = "failed"
    await chat.choose(SEND)
    assert chat.text.startswith(LOCKED), chat.text
    rasa.trouble = None
    return shown_receipt(chat)


def shown_receipt(chat: Chat) -> Receipt:
    """The receipt on show."""
    match = re.search(r"Your receipt words are:\n\n(.+)", chat.text)
    receipt = read_receipt(match[1]) if match else None
    assert receipt
    return receipt


def files(spool: Spool) -> list[Path]:
    """Every file in the spool's folder."""
    return [path for path in spool.folder.rglob("*") if path.is_file()]


def letter(sealed: bytes, key: pyrage.x25519.Identity) -> dict[str, Any]:
    """What the action server reads."""
    opened: dict[str, Any] = json.loads(pyrage.decrypt(sealed, [key]))
    return opened
