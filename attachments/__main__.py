"""One file: read from standard input, cleaned, and answered on standard output (`attachments.protocol`).

Ends with 1 and no answer where it cannot be walled in.
"""

from __future__ import annotations

import os
import sys

from attachments.cleaning import answer
from attachments.protocol import LARGEST_FILE, Refusal, refusal_of
from attachments.walls import NotWalledInError, wall_in

IN, OUT = 0, 1
PIECE = 1024 * 1024


def main() -> int:
    """Runs once; whatever the file is, the answer is one that the protocol knows."""
    try:
        wall_in()
    except NotWalledInError:
        return 1
    data = _read()
    _write(refusal_of(Refusal.LARGE) if data is None else answer(data))
    return 0


def _read() -> bytes | None:
    data = bytearray()
    while piece := os.read(IN, PIECE):
        data += piece
        if len(data) > LARGEST_FILE:
            return None
    return bytes(data)


def _write(answered: bytes) -> None:
    left = memoryview(answered)
    while left:
        left = left[os.write(OUT, left) :]


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # nothing is left to be tidied up, and tidying needs calls that are not allowed
