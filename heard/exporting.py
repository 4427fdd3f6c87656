"""A sealed copy of a report, to keep or hand on: its age files as they came, with their sums and how to open them."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from heard.inbox_answers import Taken
from heard.inbox_client import Access, TeamInbox, signed_in
from heard.opened_report import Attachment, open_parts
from heard.saving import check_reason, new_path, opened, write

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""A zip file holds a time for each file; none of these says when the copy was made."""
README = """Report {report}, sealed.

Each .age file is a part of the report, as Heard stores it. To open one you need the team's key file
and the program age (https://age-encryption.org):

    age --decrypt --identity TEAM.key account.age

file-1.age, if there is one, is a letter about the first file that was attached. It holds the file's own key. With that
key the clean copy opens, and the original if it was put in. The letter says how many bytes of what comes out are the
file's (the rest is padding), and its SHA-256:

    age --decrypt --identity TEAM.key file-1.age | jq -r .key > file-1.key
    age --decrypt --identity file-1.key file-1-clean.age | head -c BYTES > file-1.jpg

To check that nothing was changed:

    sha256sum --check SHA256SUMS

What is opened is not locked any more. Do not leave it on a disk.
"""


async def export(access: Access, report: str, folder: Path, *, original: bool, reason: str | None) -> Path:
    """Saves the sealed copy of `report` in `folder`, with its files; with the originals too for a reason.

    Raises `InboxError`.
    """
    path = new_path(folder, f"report-{report}.zip")
    async with signed_in(access) as inbox:
        await check_reason(inbox, reason, original=original)
        taken = await inbox.take(report)
        files = open_parts(taken, report, access).attachments
        parts = _letters(taken, files)
        for file in files:
            parts |= await _bodies(inbox, report, file, reason)
    write(path, _zipped(report, parts))
    return path


def _letters(taken: Taken, files: Sequence[Attachment]) -> dict[str, bytes]:
    sealed = {"account": taken.account}
    sealed |= {f"addition-{number}": each for number, each in enumerate(taken.additions, start=1)}
    sealed |= {f"file-{file.number}": each for file, each in zip(files, taken.attachments, strict=True)}
    return {f"{name}.age": base64.b64decode(each) for name, each in sealed.items()}


async def _bodies(inbox: TeamInbox, report: str, file: Attachment, reason: str | None) -> Mapping[str, bytes]:
    """Sealed as they came, once each was proved to be what the letter says."""
    bodies = {f"file-{file.number}-clean.age": await inbox.take_clean(report, file.number)}
    opened(bodies[f"file-{file.number}-clean.age"], file, file.clean)
    if reason is not None:
        sealed = bodies[f"file-{file.number}-original.age"] = await inbox.take_original(report, file.number, reason)
        opened(sealed, file, file.original)
    return bodies


def _zipped(report: str, parts: Mapping[str, bytes]) -> bytes:
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in parts.items())
    whole = {"README.txt": README.format(report=report).encode(), "SHA256SUMS": sums.encode(), **parts}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name, data in whole.items():
            bundle.writestr(zipfile.ZipInfo(name, EARLIEST), data)
    return out.getvalue()
