"""Details written in figures: telephone numbers, postcodes, number plates, dates of birth, official numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

Span = tuple[int, int]

_GAP = r"[ \t.,()/\[\]_-]{0,3}"
_FIGURE = r"[0-9oO]"  # people type the letter for nought
_PHONE = re.compile(
    rf"(?<![\w£$€])(?:(?:\+|00){_GAP}44{_GAP}(?:\(?0\)?{_GAP})?|\(?[0oO]{_GAP}(?=[1-9]))"
    rf"(?:{_FIGURE}{_GAP}){{8,9}}{_FIGURE}(?!\w|[ .-]?\d)"
)
_AFTER_A_NUMBER = re.compile(r"(?<!\d)\d{1,3}/$")  # the end of a case number
_NO_NOUGHT = re.compile(rf"(?<![\w£$€/+])7(?:{_GAP}\d){{9}}(?!\w|{_GAP}\d)")  # 7700 900123
_SHORT = re.compile(
    r"(?i)\b(?:my (?:phone |mobile |mob |home |work )?(?:number|no|num|mobile|mob|phone|tel|landline)(?: is|'s|:)?"
    r"|(?:call|ring|text|phone|whatsapp|contact|reach)(?: or \w+)? me (?:on|at)"
    r"|(?:mob|tel|phone|mobile)(?: no| number)?:?)"
    r"[ :]*(?P<figures>\+?\d(?:[ .()-]{0,2}\d){4,14})"
)
_DIGIT_WORD = r"(?:zero|nought|naught|oh|o|one|two|three|four|five|six|seven|eight|nine|\d)"
_SPOKEN = re.compile(rf"(?i)\b(?:(?:double|triple|treble)?[ -]*{_DIGIT_WORD}\b[ ,.-]*){{9,13}}")

# The 124 areas. Letters that no second half of a postcode has: C I K M O V.
_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY",
    "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR",
    "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA",
    "WC WD WF WN WR WS WV YO ZE",
)
_AREA = "|".join(sorted(" ".join(_AREAS).split(), key=len, reverse=True))
_INWARD = r"[0-9oO][ABD-HJLNP-UW-Z]{2}"
_POSTCODE = re.compile(rf"(?i)(?<![\w£$€.@])(?:{_AREA})[ ]?[0-9oil]{{1,2}}[a-z]?[\s.,-]{{0,3}}{_INWARD}(?![\w@])")
_ORDINAL = re.compile(r"(?i)\d\s?(?:st|nd|rd|th)$")
_LETTERS_ALONE = re.compile(r"(?i)[a-z]{1,2} ")
_FIGURE_IN_FIRST_HALF = re.compile(r"(?i)^[a-z]{1,2} ?[0-9]|^[a-z]{1,2}[oil][0-9]?[\s.,-]*[0-9]")

_PLATE = re.compile(r"(?i)(?<![\w@£$€])[a-z]{2}[ ]?\d{2}[ -]?[a-z]{3}(?![\w@])")
_OLD_PLATE = re.compile(r"(?<![\w@£$€])(?:[A-Z]\d{1,3}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?\d{1,3}[A-Z])(?![\w@])")
_SAID_PLATE = re.compile(
    r"(?i)\b(?:number ?plate|reg(?:istration)?(?: plate| number| no)?|plate)(?: is| was|:|'s)? *"
    r"(?P<figures>[a-z]{1,3}[ -]?\d{1,4}[ -]?[a-z]{0,3}|\d{1,4}[ -]?[a-z]{1,3})(?!\w)"
)
_WORDS = frozenset(
    {
        *(
            "and",
            "the",
            "was",
            "but",
            "for",
            "his",
            "her",
            "him",
            "she",
            "you",
            "are",
            "not",
            "who",
            "out",
            "all",
            "had",
        ),
        *(
            "has",
            "can",
            "did",
            "got",
            "let",
            "man",
            "off",
            "old",
            "one",
            "our",
            "two",
            "bus",
            "day",
            "way",
            "car",
            "min",
        ),
        *(
            "hrs",
            "per",
            "kms",
            "max",
            "cms",
            "job",
            "jan",
            "feb",
            "mar",
            "apr",
            "may",
            "jun",
            "jul",
            "aug",
            "sep",
            "oct",
        ),
        *(
            "nov",
            "dec",
            "est",
            "gmt",
            "bst",
            "pcs",
            "yrs",
            "sec",
            "pub",
            "ask",
            "saw",
            "ran",
            "ago",
            "end",
            "too",
            "any",
        ),
    }
)

_NATIONAL_INSURANCE = re.compile(r"(?i)(?<!\w)[a-z]{2}(?:[ -]?\d){6}[ -]?[a-d](?!\w)")
_TEN = re.compile(r"(?<![\w+£$€])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\w|[ -]?\d)")
_NHS_CUE = re.compile(r"(?i)\bnhs\b.{0,25}$")
_CARD = re.compile(r"(?<!\w)\d(?:[ -]?\d){12,18}(?!\w)")
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_BORN = re.compile(
    r"(?i)\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on| in)?|bday)"
    r"(?: is| was|:|'s)*[ :]*(?:on )?(?:the )?"
    rf"(?P<figures>\d{{1,2}}[/. -]\d{{1,2}}[/. -]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS},?(?: \d{{2,4}})?"
    rf"|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,?(?: \d{{4}})?|(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d)"
)


def phones(text: str) -> Iterator[Span]:
    """British telephone numbers however spaced, others as they are written abroad, and numbers in words."""
    for pattern in (_PHONE, _NO_NOUGHT):
        for match in pattern.finditer(text):
            if not _AFTER_A_NUMBER.search(text, max(match.start() - 8, 0), match.start()):
                yield match.span()
    for number in PhoneNumberMatcher(text, "GB", leniency=Leniency.VALID):
        if len(re.sub(r"\D", "", number.raw_string)) > 8 and not _is_joined(text, number.start):
            yield number.start, number.end
    for match in _SHORT.finditer(text):
        if match["figures"] not in {"999", "101", "111"}:
            yield match.span("figures")
    for match in _SPOKEN.finditer(text):
        yield _trimmed(text, *match.span())


def postcodes(text: str) -> Iterator[Span]:
    """Postcodes in capitals or small letters, with and without their space."""
    for match in _POSTCODE.finditer(text):
        if _ORDINAL.search(match[0]) and _LETTERS_ALONE.match(match[0]):  # "me 1 2nd"
            continue
        if _FIGURE_IN_FIRST_HALF.match(match[0]):
            yield match.span()


def plates(text: str) -> Iterator[Span]:
    """Number plates of vehicles, old and new."""
    for match in _PLATE.finditer(text):
        if (" " not in match[0][:3] or match[0].isupper()) and match[0][-3:].lower() not in _WORDS:
            yield match.span()
    for match in _OLD_PLATE.finditer(text):
        if not any(part.lower() in _WORDS for part in re.findall(r"[A-Z]{3}", match[0])):
            yield match.span()
    for match in _SAID_PLATE.finditer(text):
        if any(map(str.isdigit, match["figures"])):
            yield match.span("figures")


def births(text: str) -> Iterator[Span]:
    """Dates of birth, where they are called so."""
    for match in _BORN.finditer(text):
        yield match.span("figures")


def official(text: str) -> Iterator[Span]:
    """National Insurance and NHS numbers."""
    for match in _NATIONAL_INSURANCE.finditer(text):
        yield match.span()
    for match in _TEN.finditer(text):
        if _is_nhs(re.sub(r"\D", "", match[0])) and _NHS_CUE.search(text[: match.start()]):
            yield match.span()


def cards(text: str) -> Iterator[Span]:
    """Long numbers, as on bank cards."""
    for match in _CARD.finditer(text):
        yield match.span()


def _is_nhs(figures: str) -> bool:
    check = 11 - sum(int(figure) * weight for figure, weight in zip(figures, range(10, 1, -1), strict=False)) % 11
    return check % 11 == int(figures[9]) and check != 10


def _is_joined(text: str, start: int) -> bool:
    """Whether it is only the end of something longer, such as a case number or a price."""
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "/£$€")


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return end - len(words.lstrip(" ,.-")), start + len(words.rstrip(" ,.-"))
