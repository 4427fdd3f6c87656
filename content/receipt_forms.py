"""The other forms of a receipt: a shopping list, and names with phone numbers (data/receipt-forms.yml)."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from content.files import ContentError, Document, Entry, Key, Problem, parse, read
from content.receipt_words import WORDS_IN_A_RECEIPT, all_words

RECEIPTS = len(all_words()) ** WORDS_IN_A_RECEIPT
"""How many different receipts a form must be able to stand for."""
LAST_DIGITS = 1000
"""How many numbers begin alike."""

Amount = Annotated[str, StringConstraints(pattern=r"^\d+( ?[a-z]+)?$")]
Grocery = Annotated[str, StringConstraints(pattern=r"^[a-z]+( [a-z]+)*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]+$")]
Number = Annotated[str, StringConstraints(pattern=r"^0(?: ?\d){7}$")]

_TOKEN = re.compile(r"[^\W\d_]+|\d+")


class Shopping(Entry):
    """Lines of an amount and a grocery; no grocery comes twice."""

    lines: int = Field(gt=0)
    amounts: Annotated[dict[str, tuple[Amount, ...]], Field(min_length=1)]
    groceries: dict[str, tuple[Grocery, ...]]

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Every grocery and its kind of amount, in the file's order."""
        return tuple((grocery, kind) for kind, groceries in self.groceries.items() for grocery in groceries)

    @property
    def radixes(self) -> tuple[int, ...]:
        """How many groceries, and how many amounts, there are to choose from on each line."""
        amounts = min(map(len, self.amounts.values()))
        return tuple(radix for line in range(self.lines) for radix in (len(self.kinds) - line, amounts))


class Contacts(Entry):
    """Lines of a first name and a number; no name comes twice."""

    lines: int = Field(gt=0)
    names: tuple[Name, ...]
    numbers: tuple[Number, ...]

    @property
    def radixes(self) -> tuple[int, ...]:
        """How many names, beginnings and last digits there are to choose from on each line."""
        each = ((len(self.names) - line, len(self.numbers), LAST_DIGITS) for line in range(self.lines))
        return tuple(radix for line in each for radix in line)


class Forms(Entry):
    """The whole file."""

    fingerprint: str
    shopping: Shopping
    contacts: Contacts

    def found_fingerprint(self) -> str:
        """What `fingerprint` must be for the lists as they are."""
        lists = json.dumps(self.model_dump(exclude={"fingerprint"}), separators=(",", ":"))
        return hashlib.sha256(lists.encode()).hexdigest()[:16]


def tokens(text: str) -> tuple[str, ...]:
    """The words and figures of `text`, so that case, spacing and a plural's s make no difference."""
    return tuple(token.rstrip("s") or token for token in _TOKEN.findall(text.lower()))


def load_receipt_forms(path: Path) -> Forms:
    """The forms in the file `path`. Raises `ContentError`."""
    document = read(path)
    forms = parse(document, Forms)
    problems = [
        *_twice(document, forms),
        *_amounts(document, forms.shopping),
        *_too_few(document, forms),
    ] or [*_changed(document, forms)]
    if problems:
        raise ContentError(problems)
    return forms


def _twice(document: Document, forms: Forms) -> Iterator[Problem]:
    shopping, contacts = forms.shopping, forms.contacts
    for kind, amounts in shopping.amounts.items():
        yield from _same(document, [(amount, ("shopping", "amounts", kind, n)) for n, amount in enumerate(amounts)])
    groceries = shopping.groceries.items()
    yield from _same(
        document,
        [(each, ("shopping", "groceries", kind, n)) for kind, listed in groceries for n, each in enumerate(listed)],
    )
    yield from _same(document, [(name, ("contacts", "names", n)) for n, name in enumerate(contacts.names)])
    yield from _same(document, [(number, ("contacts", "numbers", n)) for n, number in enumerate(contacts.numbers)])


def _same(document: Document, listed: Iterable[tuple[str, tuple[Key, ...]]]) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for written, keys in listed:
        seen["".join(tokens(written))] += 1
        if seen["".join(tokens(written))] == 2:
            yield document.problem(f"“{written}” cannot be told from another entry", "Write another one", *keys)


def _amounts(document: Document, shopping: Shopping) -> Iterator[Problem]:
    for kind in shopping.groceries.keys() - shopping.amounts.keys():
        yield document.problem(
            f"{kind}: no such amounts", f"Use one of {', '.join(shopping.amounts)}", "shopping", "groceries", kind
        )
    lengths = Counter(map(len, shopping.amounts.values()))
    usual = lengths.most_common(1)[0][0]
    for kind, amounts in shopping.amounts.items():
        if len(amounts) != usual:
            yield document.problem(
                f"{kind}: not as many amounts as the others", f"Name {usual}", "shopping", "amounts", kind
            )


def _too_few(document: Document, forms: Forms) -> Iterator[Problem]:
    for name, radixes in (("shopping", forms.shopping.radixes), ("contacts", forms.contacts.radixes)):
        if min(radixes) < 1 or math.prod(radixes) < RECEIPTS:
            yield document.problem(f"{name}: too few for every receipt to have a list of its own", "Add some", name)


def _changed(document: Document, forms: Forms) -> Iterator[Problem]:
    found = forms.found_fingerprint()
    if forms.fingerprint != found:
        yield document.problem(
            "The lists have changed, and those given out before could not be read any more",
            f"Put them back as they were; only if nobody has been given one, write {found} here",
            "fingerprint",
        )
