"""Which language a message is in, and the danger check for those not in English, as `heard train` learned both."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from safety.check import Finding
from safety.crosslingual import Crosslingual, of_arrays
from safety.foreign import MARKS
from safety.grams import CELLS, Reading, cells
from safety.linear import Linear
from safety.scripts import LATIN, script_of
from safety.text import LONGEST, plain, tokens

Array = NDArray[np.floating]

ENGLISH = "en"
READING = Reading(words=(1,), letters=(1, 2, 3, 4))
DANGER, SELF_HARM, ALERT = range(3)
MOST_WORDS = 200  # of these the language is told
LONGEST_WINDOW, OVERLAP = 24, 8  # words, of what is looked at for danger in one go
MOST_WINDOWS = 60
SO_SHORT = 3  # words: English, when all of them may be


class LanguagesError(Exception):
    """A file does not hold a model of languages."""


class Limits(NamedTuple):
    """`other`: above it a message is in another language. `sure`: above it English patterns are mistaken about it.

    `doubtful`: above it the danger check for other languages is asked too. `alert`, `story`: from which score a short
    message alarms, and one window of a long one.
    """

    other: float
    sure: float
    doubtful: float
    alert: float
    story: float


class Parameters(NamedTuple):
    """What training finds. `kinds`: as in data/safety/languages, and ENGLISH; `scripts`: of each, the one it is in.

    `english`: (n,) in order, `word_cell` of each word that people use in English. `languages`: a score a kind, to be
    compared within one script. `alerts`: (danger, self-harm, any alert). `meaning`: of the judge that finds danger
    instead where its encoder is installed, when it was in training too.
    """

    kinds: tuple[str, ...]
    scripts: tuple[str, ...]
    english: NDArray[np.int64]
    languages: Linear
    alerts: Linear
    limits: Limits
    meaning: Crosslingual | None = None


class Heard(NamedTuple):
    """`kind`: of the language that a message is in, ENGLISH, or None for one nobody has taught us.

    `foreign`: how far it is from English: below 0 it is nearer to it.
    """

    kind: str | None
    foreign: float


@dataclass(frozen=True)
class LanguageModel:
    """Tells languages apart, and finds danger in those that are not English. Keeps nothing of what it reads."""

    parameters: Parameters

    def hear(self, words: Sequence[str], accents: Sequence[str] = ()) -> Heard:
        """Which language the words of a message are in, as `accents_of` it tells too; ENGLISH when there are none."""
        known, words = self.parameters, words[:MOST_WORDS]
        script = script_of(words)
        places = [at for at, each in enumerate(known.scripts) if each == script]
        if script is None:
            return Heard(ENGLISH, -np.inf)
        if len(places) < 2:
            return Heard(known.kinds[places[0]] if places else None, np.inf)
        scores = known.languages.scores(cells([*words, *accents[:MOST_WORDS]], READING))
        english = scores[known.kinds.index(ENGLISH)] if script == LATIN else -np.inf
        others = [at for at in places if known.kinds[at] != ENGLISH]
        nearest = known.kinds[max(others, key=lambda at: float(scores[at]))]
        is_english = -english <= known.limits.other or self._may_be_english(words)
        return Heard(ENGLISH if is_english else nearest, float(-english))

    def finding(self, words: Sequence[str]) -> Finding:
        """What the model for other languages tells of the words of a message."""
        limits = self.parameters.limits
        found = windows(words)
        limit = limits.alert if len(found) == 1 else limits.story
        scores = (self.parameters.alerts.scores(cells(window, READING)) for window in found)
        fired = [row for row in scores if row[ALERT] > limit]
        danger = any(row[DANGER] >= row[SELF_HARM] for row in fired)
        self_harm = any(row[SELF_HARM] > min(row[DANGER], 0) for row in fired)
        names = [
            name for name, is_found in (("languages:danger", danger), ("languages:self_harm", self_harm)) if is_found
        ]
        return Finding(danger=danger, self_harm=self_harm, reasons=tuple(names))

    def _may_be_english(self, words: Sequence[str]) -> bool:
        known = self.parameters.english
        return len(words) <= SO_SHORT and bool(np.isin([word_cell(word) for word in words], known).all())


def word_cell(word: str) -> int:
    """A number that stands for a word."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def words_of(text: str) -> list[str]:
    """The words of a message, as the model reads them."""
    return [word for word in tokens(plain(text)) if word not in MARKS]


def accents_of(text: str) -> list[str]:
    """The letters of a message that plain Latin does not have, which `words_of` does not keep (ą, ş, ã)."""
    if text.isascii():
        return []
    written = unicodedata.normalize("NFC", text[:LONGEST].lower())
    return [letter for letter in written if letter.isalpha() and not letter.isascii() and script_of(letter) == LATIN]


def windows(words: Sequence[str]) -> list[list[str]]:
    """Overlapping pieces of a long message; of a very long one those of its beginning and end."""
    step = LONGEST_WINDOW - OVERLAP
    found = [list(words[at : at + LONGEST_WINDOW]) for at in range(0, max(1, len(words) - OVERLAP), step)]
    return found if len(found) <= MOST_WINDOWS else found[: MOST_WINDOWS // 2] + found[-MOST_WINDOWS // 2 :]


def load_languages(path: Path) -> LanguageModel:
    """The model that `save_languages` wrote. Raises LanguagesError."""
    try:
        with np.load(path, allow_pickle=False) as file:
            kinds, scripts = (tuple(map(str, file[name])) for name in ("kinds", "scripts"))
            languages, alerts = (_spread_out(file, name) for name in ("languages", "alerts"))
            limits = Limits(*map(float, file["limits"]))
            parameters = Parameters(kinds, scripts, file["english"], languages, alerts, limits, of_arrays(file))
    except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, BadZipFile):
        raise LanguagesError("not a model of languages") from None
    return LanguageModel(parameters)


def save_languages(parameters: Parameters, path: Path) -> None:
    """Only the cells that were ever met: most are not."""
    arrays: dict[str, NDArray[np.generic]] = {
        "kinds": np.array(parameters.kinds),
        "scripts": np.array(parameters.scripts),
        "english": parameters.english,
        "limits": np.array(parameters.limits),
        **(parameters.meaning.arrays() if parameters.meaning else {}),
    }
    for name, part in (("languages", parameters.languages), ("alerts", parameters.alerts)):
        met = np.flatnonzero(part.weights.any(axis=1))
        arrays |= {
            f"{name}_cells": met.astype(np.int32),
            f"{name}_weights": part.weights[met],
            f"{name}_bias": part.bias,
        }
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def _spread_out(file: Mapping[str, Array], name: str) -> Linear:
    met = file[f"{name}_weights"]
    weights = np.zeros((CELLS, met.shape[1]), dtype=np.float16)
    weights[file[f"{name}_cells"]] = met
    return Linear(weights, file[f"{name}_bias"])
