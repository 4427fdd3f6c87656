"""The third judge of the danger check: what a message in another language means, by the lines of all languages at once.

A message lies near those that mean the same, whatever language they are in, so lines in English teach it too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from safety.check import Finding
from safety.kernel import Kernel
from safety.text import both_ends

Array = NDArray[np.floating]

DANGER, SELF_HARM, ALERT = range(3)
SHORT_MESSAGE = 32  # words: read whole
LONGEST_WINDOW, OVERLAP = 16, 6
MOST_WINDOWS = 40
PREFIX = "meaning_"  # of the arrays in the file of the model of languages
SENTENCE_ENDS = tuple(".!?…。！？؟۔।")
NOTHING_FOUND = Finding(danger=False, self_harm=False, reasons=())

# Two letters of a script that is written without spaces count as a word.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\s{_UNSPACED}]+")


class Limits(NamedTuple):
    """From which ALERT score on something is said.

    `short`: a short message alarms, and one window of a long one leaves a doubt. `story`: one window of a long one
    alarms. `unsure`: a short message leaves a doubt, and a line about 999 goes before the answer.
    """

    short: float
    story: float
    unsure: float


class Crosslingual(NamedTuple):
    """What training finds. `kernel` scores (danger, self-harm, any alert)."""

    kernel: Kernel
    limits: Limits

    def arrays(self) -> dict[str, Array]:
        """Half precision is enough for the large ones."""
        kernel = self.kernel
        half = {name: getattr(kernel, name).astype(np.float16) for name in ("middle", "projection", "points")}
        arrays = {**half, "weights": kernel.weights, "gamma": kernel.gamma, "limits": np.array(self.limits)}
        return {PREFIX + name: array for name, array in arrays.items()}


def of_arrays(file: Mapping[str, Array]) -> Crosslingual | None:
    """What `arrays` gave, if it is in a file. Raises KeyError, TypeError or ValueError when only a part is."""
    if PREFIX + "limits" not in file:
        return None
    kernel = Kernel(*(file[PREFIX + name].astype(np.float32) for name in Kernel._fields))
    return Crosslingual(kernel, Limits(*map(float, file[PREFIX + "limits"])))


@dataclass(frozen=True)
class Judge:
    """Finds danger in any language. `vectors`: as `MultilingualEncoder.vectors`. Keeps nothing of what it reads."""

    vectors: Callable[[Sequence[str]], Array]
    known: Crosslingual

    def finding(self, text: str) -> Finding:
        """What the message tells. Never raises for any text."""
        pieces = windows(text)
        return self.judge(self.known.kernel.scores(self.vectors(pieces))) if pieces else NOTHING_FOUND

    def judge(self, scores: Array) -> Finding:
        """What the scores of the windows of one message, (m, 3), tell."""
        limits = self.known.limits
        alarm, doubt = (limits.short, limits.unsure) if len(scores) == 1 else (limits.story, limits.short)
        fired = scores[scores[:, ALERT] > alarm]
        if not len(fired):
            worst = scores[scores[:, ALERT].argmax()]
            return Finding(False, False, (), unsure=_kind(worst) if worst[ALERT] > doubt else None)
        danger = any(row[DANGER] >= min(row[SELF_HARM], 0) for row in fired)
        self_harm = any(row[SELF_HARM] > min(row[DANGER], 0) for row in fired)
        names = [name for name, found in (("meaning:danger", danger), ("meaning:self_harm", self_harm)) if found]
        return Finding(danger, self_harm, tuple(names))


def windows(text: str) -> list[str]:
    """A message, or the sentences of a long one, short ones together; of a very long one those of both ends."""
    text = both_ends(text)
    words = list(_WORD.finditer(text))
    if len(words) <= SHORT_MESSAGE:
        return [text[words[0].start() : words[-1].end()]] if words else []
    found = [text[run[0].start() : run[-1].end()] for run in _joined(_pieces(words))]
    return found if len(found) <= MOST_WINDOWS else found[: MOST_WINDOWS // 2] + found[-MOST_WINDOWS // 2 :]


def _pieces(words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The sentences; a long one in overlapping parts."""
    sentence: list[re.Match[str]] = []
    for word in words:
        sentence.append(word)
        if word is words[-1] or word.group().endswith(SENTENCE_ENDS):
            last = max(1, len(sentence) - OVERLAP)
            yield from (sentence[at : at + LONGEST_WINDOW] for at in range(0, last, LONGEST_WINDOW - OVERLAP))
            sentence = []


def _joined(pieces: Iterable[list[re.Match[str]]]) -> list[list[re.Match[str]]]:
    """As many pieces together as fit a window."""
    found: list[list[re.Match[str]]] = []
    for piece in pieces:
        if found and len(found[-1]) + len(piece) <= LONGEST_WINDOW:
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _kind(row: Array) -> Literal["danger", "self_harm"]:
    return "danger" if row[DANGER] >= row[SELF_HARM] else "self_harm"
