"""What is said to somebody who adds a file to a report: data/attachments.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from content.files import Entry, load
from content.messages import Sentence, Words, filled_with


class Kinds(Entry):
    """What each kind of file is called."""

    jpg: Sentence
    png: Sentence
    pdf: Sentence
    mp3: Sentence
    aac: Sentence
    m4a: Sentence
    ogg: Sentence
    wav: Sentence


class Found(Entry):
    """What each thing is called that a file can hold beside what is seen or heard."""

    place: Sentence
    when: Sentence
    device: Sentence
    name: Sentence
    words: Sentence
    thumbnail: Sentence
    files: Sentence
    script: Sentence
    pictures: Sentence
    hidden: Sentence


class RefusedFile(Entry):
    """Why a file is not taken."""

    empty: Sentence
    kind: Sentence
    video: Sentence
    broken: Sentence
    locked: Sentence
    large: Sentence
    long: Sentence
    pages: Sentence


class AttachmentWords(Entry):
    """The whole file."""

    heading: Sentence
    later: Sentence
    hint: Annotated[Words, filled_with("megabytes")]
    before: Sentence
    watched: Sentence
    names: Sentence
    kinds: Kinds
    looked: Annotated[Words, filled_with("kind")]
    holds: Sentence
    nothing: Sentence
    found: Found
    taken_off: Sentence
    sealed: Sentence
    who: Sentence
    send: Sentence
    drop: Sentence
    dropped: Sentence
    done: Sentence
    unconfirmed: Sentence
    busy: Sentence
    failed: Sentence
    missing: Sentence
    gone: Sentence
    full: Sentence
    withdrawn: Sentence
    refused: RefusedFile


def load_attachments(path: Path) -> AttachmentWords:
    """The words in the file `path`. Raises `ContentError` naming each wrong line."""
    return load(path, AttachmentWords)
