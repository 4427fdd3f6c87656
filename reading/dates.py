"""When it happened, as a text says it: relative times are counted back from a given day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from reading.text import Found, even

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_NUMBERS |= {"nine": 9, "ten": 10, "couple": 2, "a couple": 2, "a couple of": 2, "couple of": 2}
_VAGUE = frozenset({"few", "a few", "several", "some", "many"})

_DAY = (
    r"(?P<day>mon(?:day)?|tues?(?:day)?|wed(?:s|nesday|nsday)?|thur?s?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_WHOLE_DAY = rf"(?P<day>{'|'.join(_DAYS)})"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PART = r"(?: +(?:morning|afternoon|evening|night|nite|lunchtime))?"
_COUNT = (
    r"(?P<count>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|(?:a )?couple(?: of)?"
    r"|(?:a )?few|several|some|many)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"


@dataclass(frozen=True)
class When(Found):
    """A time: `words` are hers, `first` to `last` the days they mean; None when they mean no certain day."""

    first: date | None = None
    last: date | None = None

    @property
    def shown(self) -> str:
        """Her words, with the days in brackets: `last Tuesday (17 November 2026)`."""
        if self.first is None or self.last is None:
            return self.words
        return f"{self.words} ({_span(self.first, self.last)})"


Resolve = Callable[[re.Match[str], date], tuple[date, date] | None]


def dates(text: str, today: date) -> tuple[When, ...]:
    """The times in `text`, in order; none in the future."""
    plain, found = even(text), list[When]()
    for pattern, resolve in _PATTERNS:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found):
                continue
            try:
                days = resolve(match, today)
            except (ValueError, OverflowError):  # 31 June
                continue
            if days is None or days[0] <= today:
                first, last = days if days else (None, None)
                found.append(When(start, end, text[start:end], first, min(last, today) if last else None))
    return tuple(sorted(found, key=lambda when: when.start))


def _ago(match: re.Match[str], today: date) -> tuple[date, date] | None:
    count = match["count"].lower()
    if count in _VAGUE:
        return None
    number = int(count) if count.isdigit() else _NUMBERS[count]
    unit = match["unit"].lower()
    if unit.startswith("day"):
        return _day(today - timedelta(days=number))
    if unit.startswith("w"):
        return _day(today - timedelta(weeks=number))
    if unit.startswith("mon"):
        return _month(*_months_back(today, number))
    return date(today.year - number, 1, 1), date(today.year - number, 12, 31)


def _weekday(match: re.Match[str], today: date) -> tuple[date, date]:
    """The latest such day before today."""
    wanted = next(at for at, name in enumerate(_DAYS) if name.startswith(match["day"].lower()[:3]))
    return _day(today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1))


def _last_unit(match: re.Match[str], today: date) -> tuple[date, date]:
    unit = match["unit"].lower()
    if unit.startswith("week"):
        monday = today - timedelta(days=today.weekday())
        if unit.startswith("weekend"):
            return monday - timedelta(days=2), monday - timedelta(days=1)
        return monday - timedelta(days=7), monday - timedelta(days=1)
    if unit.startswith("month"):
        return _month(*_months_back(today, 1))
    return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)


def _in_month(match: re.Match[str], today: date) -> tuple[date, date]:
    month = _month_number(match["month"])
    if match["year"]:
        return _month(int(match["year"]), month)
    return _month(today.year - (month > today.month), month)


def _in_year(match: re.Match[str], today: date) -> tuple[date, date]:
    return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)


def _written(match: re.Match[str], today: date) -> tuple[date, date]:
    month, day = _month_number(match["month"]), int(match["date"])
    if match["year"]:
        return _day(date(int(match["year"]), month, day))
    this = date(today.year, month, day)
    return _day(this if this <= today else date(today.year - 1, month, day))


def _in_figures(match: re.Match[str], today: date) -> tuple[date, date]:
    year = int(match["year"] or match["short"])
    return _day(date(year if year > 99 else 2000 + year, int(match["m"]), int(match["d"])))


def _days_back(days: int) -> Resolve:
    return lambda match, today: _day(today - timedelta(days=days))


def _nothing(match: re.Match[str], today: date) -> None:
    return None


def _rule(pattern: str, resolve: Resolve) -> tuple[re.Pattern[str], Resolve]:
    return re.compile(rf"(?i)(?<![\w-]){pattern}(?![\w-])"), resolve


# Longer before shorter: what one has taken the next leaves alone.
_PATTERNS = (
    _rule(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?:" + _YEAR + r"|(?P<short>\d\d))", _in_figures),
    _rule(rf"(?:the )?(?P<date>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?", _written),
    _rule(rf"{_MONTH} (?:the )?(?P<date>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {_YEAR})?", _written),
    _rule(rf"(?:about |around |roughly )?{_COUNT} (?P<unit>days?|weeks?|wks?|months?|years?|yrs?) ago", _ago),
    _rule(r"(?:the )?day before yesterday", _days_back(2)),
    _rule(r"(?:yesterday|yday|yesterdy|yesturday)" + _PART, _days_back(1)),
    _rule(r"(?:last|las) (?:night|nite)|the night before", _days_back(1)),
    _rule(r"today|tonight|this (?:morning|afternoon|evening)|earlier today|just now", _days_back(0)),
    _rule(rf"(?:last|on|this|this past) {_DAY}{_PART}", _weekday),
    _rule(r"last (?P<unit>weekend|week|month|year)", _last_unit),
    _rule(rf"(?:since |for )?(?:the )?(?:last|past) {_COUNT} (?:days?|weeks?|months?|years?)", _nothing),
    _rule(rf"since (?:{_MONTH}|{_YEAR}|last [a-z]+|christmas|i was \w+|we (?:met|married|moved in))", _nothing),
    _rule(rf"for {_COUNT} (?:days?|weeks?|months?|years?)", _nothing),
    _rule(rf"(?:in|last|back in|during|around) {_MONTH}(?:,? (?:of )?{_YEAR})?", _in_month),
    _rule(rf"(?:in|back in|since|around|during|about) {_YEAR}", _in_year),
    _rule(r"(?:last |at |on |this )?(?:christmas|xmas|new year'?s)(?: (?:eve|day))?", _nothing),
    _rule(r"(?:last |at |on |this )?(?:halloween|easter|bonfire night)", _nothing),
    _rule(r"(?:last|this|in the) (?:spring|summer|autumn|winter)", _nothing),
    _rule(r"when i was \w+(?: years old)?", _nothing),
    _rule(rf"{_WHOLE_DAY} (?:morning|afternoon|evening|night)", _weekday),
)


def _day(day: date) -> tuple[date, date]:
    return day, day


def _month(year: int, month: int) -> tuple[date, date]:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _months_back(today: date, months: int) -> tuple[int, int]:
    at = today.year * 12 + today.month - 1 - months
    return at // 12, at % 12 + 1


def _month_number(name: str) -> int:
    return next(at for at, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()[:3]))


def _span(first: date, last: date) -> str:
    if first == last:
        return _written_out(first)
    if (first.day, last) == (1, _month(first.year, first.month)[1]):
        return f"{_MONTHS[first.month - 1].capitalize()} {first.year}"
    if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year):
        return str(first.year)
    return f"{_written_out(first)} to {_written_out(last)}"


def _written_out(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"
