"""A file for a report: looked at, cleaned and sealed here, and sent only once she has seen what was found."""

from __future__ import annotations

import asyncio
import base64
import secrets

from attachments.protocol import Cleaned, RefusedFileError
from gateway.cleaner import CleanerError
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.opening import asked, receipt_of, refused_with, unknown
from gateway.refused import Refused
from gateway.uploads import Attached, Upload

MOST_TOGETHER = 23 * 1024 * 1024
"""Bytes of both: with the padding they are as much as the action server reads."""
SLOT = "attached"  # what is attached is sealed for this place, and for this receipt


async def look_at(gateway: Gateway, written: str, upload: Upload) -> Attached:
    """The file, cleaned and sealed for the report that `written` is the receipt of; nothing has been sent.

    Raises `Refused`: receipt_unknown, receipt_unavailable, too_many, and file_ with the reason.
    """
    words = gateway.guides.attached
    if upload.data is None:
        raise _refused(gateway, "large", words.refused.large, 413)
    if not upload.data:
        raise _refused(gateway, "missing", words.missing)
    receipt = await receipt_of(gateway, written)
    cleaned = await _cleaned(gateway, upload.data)
    if len(upload.data) + len(cleaned.copy) > MOST_TOGETHER:
        raise _refused(gateway, "large", words.refused.large, 413)
    sealed = await asyncio.to_thread(_sealed, gateway, receipt.lookup, upload.data, cleaned)
    return gateway.uploads.keep(Attached(cleaned.kind, cleaned.found, secrets.token_hex(16), sealed))


async def send_file(gateway: Gateway, written: str, attached: Attached) -> None:
    """Sends it; returns once it is stored. Raises `Refused`, as for words that are added."""
    words = gateway.guides.attached
    receipt = await receipt_of(gateway, written)
    waiting = await gateway.spool.look(receipt.lookup)
    if waiting and not waiting.taken_back:
        raise refused_with(gateway, "not_added_waiting", 409, gateway.messages.spooled.add)
    answer = gateway.actions.attach(receipt.lookup, attached.submission, attached.sealed)
    done = await asked(gateway, answer, words.unconfirmed)
    if done is None:
        raise unknown(gateway)
    if done != "attached":
        raise _refused(gateway, done, words.withdrawn if done == "withdrawn" else words.full, 409)


async def _cleaned(gateway: Gateway, data: bytes) -> Cleaned:
    words = gateway.guides.attached
    try:
        return await gateway.cleaner.clean(data)
    except RefusedFileError as error:
        raise _refused(gateway, error.why.value, getattr(words.refused, error.why.value)) from None
    except CleanerError as error:
        trouble("cleaner", str(error))
        raise _refused(gateway, "failed", words.failed, 503) from None


def _sealed(gateway: Gateway, lookup: str, original: bytes, cleaned: Cleaned) -> str:
    letter = {
        "slot": SLOT,
        "conversation": lookup,
        "kind": cleaned.kind.value,
        "found": [each.value for each in cleaned.found],
        "original": base64.b64encode(original).decode(),
        "clean": base64.b64encode(cleaned.copy).decode(),
    }
    return base64.b64encode(gateway.intake.seal_letter(letter)).decode()


def _refused(gateway: Gateway, why: str, sentence: str, status: int = 400) -> Refused:
    return refused_with(gateway, f"file_{why}", status, sentence)
