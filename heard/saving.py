"""A report's files written into a folder: the clean copies, or, for a reason, the originals as they were sent.

Each is opened in memory and proved to be what the letter says. A saved file is not locked any more.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from actions.sealing import CannotOpenError, Sealed, unseal
from heard.inbox_client import Access, TeamInbox, signed_in
from heard.inbox_errors import CannotTryError, InboxError
from heard.opened_report import Attachment, Body, open_attachments
from heard.report_text import reasons_text

CHANGED = (
    "File {number} is not what was sent: it was changed where it is stored. Nothing of it was saved. "
    "Tell whoever looks after Heard."
)


async def save(access: Access, report: str, folder: Path, *, original: bool, reason: str | None) -> list[Path]:
    """Saves every file of `report` in `folder`, and overwrites none. Raises `InboxError`."""
    async with signed_in(access) as inbox:
        await check_reason(inbox, reason, original=original)
        files = open_attachments(await inbox.take(report), report, access)
        return [await _save_one(inbox, report, file, folder, reason) for file in files]


async def check_reason(inbox: TeamInbox, reason: str | None, *, original: bool) -> None:
    """Raises `CannotTryError` unless a reason is given for originals, one that there is, and for nothing else."""
    if not original and reason is not None:
        raise CannotTryError("A reason is for an original: add --original, or leave --reason out.")
    if original:
        reasons = await inbox.original_reasons()
        if reason not in {each.code for each in reasons}:
            raise CannotTryError(f"Say why, with --reason and one of these:\n{reasons_text(reasons)}")


async def _save_one(inbox: TeamInbox, report: str, file: Attachment, folder: Path, reason: str | None) -> Path:
    end = file.kind if reason is None else "original"  # what is in an original is not for a program to guess at
    path = new_path(folder, f"{report[:8]}-{file.number}.{end}")
    taken = await (
        inbox.take_clean(report, file.number) if reason is None else inbox.take_original(report, file.number, reason)
    )
    write(path, opened(taken, file, file.clean if reason is None else file.original))
    return path


def opened(sealed: bytes, file: Attachment, body: Body) -> bytes:
    """The bytes that were sealed, without what they were padded with. Raises `InboxError` for any others."""
    try:
        data = unseal(Sealed(sealed), file.key)[: body.bytes]
    except CannotOpenError:
        raise InboxError(CHANGED.format(number=file.number)) from None
    if hashlib.sha256(data).hexdigest() != body.sha256:
        raise InboxError(CHANGED.format(number=file.number))
    return data


def new_path(folder: Path, name: str) -> Path:
    """Where to save. Raises `CannotTryError` when something is there."""
    path = folder / name
    if path.exists():
        raise CannotTryError(f"{name} is in that folder already. Nothing was overwritten.")
    return path


def write(path: Path, data: bytes) -> None:
    """Readable by nobody else on this machine."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
