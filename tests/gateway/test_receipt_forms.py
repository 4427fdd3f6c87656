"""A receipt as a shopping list and as phone numbers: the same receipt, whoever writes it down and however."""

from __future__ import annotations

import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.receipt_forms import RECEIPTS, load_receipt_forms
from content.receipt_words import WORDS_IN_A_RECEIPT, all_words
from gateway.receipt_forms import FORMS, Form, ReceiptForms
from gateway.receipts import Receipt
from gateway.settings import PROJECT

FORMS_AS_COMMITTED = ReceiptForms(load_receipt_forms(PROJECT / "data" / "receipt-forms.yml"))
WORDS = "abstract ability able about above absent absorb access acoustic"
LEAST_BITS = 90
STEADY = settings(deadline=None, derandomize=True)

receipts = st.lists(st.sampled_from(all_words()), min_size=WORDS_IN_A_RECEIPT, max_size=WORDS_IN_A_RECEIPT).map(
    " ".join
)
forms = st.sampled_from(FORMS)
breaks = st.sampled_from(["\n", "\r\n", ", ", "; ", " \n \n", " - "])


@STEADY
@given(receipts, forms)
def test_what_is_written_in_any_form_is_the_same_receipt(words: str, form: Form) -> None:
    assert FORMS_AS_COMMITTED.read(FORMS_AS_COMMITTED.write(words, form)) == Receipt(words)


@STEADY
@given(receipts, forms, breaks, st.booleans())
def test_it_is_understood_with_other_spacing_case_and_numbered_lines(
    words: str, form: Form, between: str, numbered: bool
) -> None:
    lines = FORMS_AS_COMMITTED.write(words, form).upper().splitlines()
    if numbered and form != "contacts":
        lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    assert FORMS_AS_COMMITTED.read(f"  {between.join(lines)} ") == Receipt(words)


@STEADY
@given(receipts)
def test_a_list_with_of_in_it_and_a_space_before_the_unit_is_understood(words: str) -> None:
    written = re.sub(r"(?m)^(\d+)([a-z]*)", r"\1 \2 of", FORMS_AS_COMMITTED.write(words, "shopping"))
    assert FORMS_AS_COMMITTED.read(written) == Receipt(words)


@STEADY
@given(receipts)
def test_numbers_as_a_phone_keeps_them_are_understood(words: str) -> None:
    written = re.sub(
        r"(?m) 0([\d ]+)$",
        lambda found: f": +44{found[1].replace(' ', '')}",
        FORMS_AS_COMMITTED.write(words, "contacts"),
    )
    assert FORMS_AS_COMMITTED.read(written) == Receipt(words)


@STEADY
@given(receipts, receipts)
def test_two_receipts_never_look_alike(first: str, second: str) -> None:
    for form in FORMS:
        alike = FORMS_AS_COMMITTED.write(first, form) == FORMS_AS_COMMITTED.write(second, form)
        assert alike == (first == second)


@STEADY
@given(receipts)
def test_no_grocery_and_no_name_comes_twice(words: str) -> None:
    for form in ("shopping", "contacts"):
        names = FORMS_AS_COMMITTED.names(words, form)
        assert len({*names}) == len(names)


@STEADY
@given(receipts)
def test_every_number_is_one_that_ofcom_keeps_free(words: str) -> None:
    kept = re.compile(
        r"01632960\d{3}|07700900\d{3}|0(11[3-8]|121|1[3-6]1)4960\d{3}|01914980\d{3}|02079460\d{3}|02896496\d{3}|02920180\d{3}"
    )
    for line in FORMS_AS_COMMITTED.write(words, "contacts").splitlines():
        number = line.split(" ", 1)[1].replace(" ", "")
        assert kept.fullmatch(number), number
        assert phonenumbers.is_possible_number(phonenumbers.parse(number, "GB"))


@STEADY
@given(st.text())
def test_other_texts_are_no_receipt_and_break_nothing(text: str) -> None:
    found = FORMS_AS_COMMITTED.read(text)
    assert found is None or len(found.words.split()) == WORDS_IN_A_RECEIPT


@STEADY
@given(receipts, forms, st.data())
def test_a_line_left_out_said_twice_or_exchanged_opens_another_receipt_or_none(
    words: str, form: Form, data: st.DataObject
) -> None:
    lines = FORMS_AS_COMMITTED.write(words, form).splitlines()
    if form == "words":
        lines = words.split()
    place = data.draw(st.integers(0, len(lines) - 2))
    left_out, twice = lines[:place] + lines[place + 1 :], [*lines[:place], lines[place], *lines[place:]]
    for changed in (left_out, twice):
        assert FORMS_AS_COMMITTED.read("\n".join(changed)) is None
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    assert FORMS_AS_COMMITTED.read("\n".join(lines)) != Receipt(words) or lines[place] == lines[place + 1]


@STEADY
@given(st.permutations(FORMS_AS_COMMITTED.forms.shopping.kinds), st.lists(st.integers(0, 7), min_size=10, max_size=10))
def test_a_list_that_nobody_was_given_opens_nothing(kinds: list[tuple[str, str]], amounts: list[int]) -> None:
    shopping = FORMS_AS_COMMITTED.forms.shopping
    lines = [
        f"{shopping.amounts[kind][amount]} {grocery}" for (grocery, kind), amount in zip(kinds, amounts, strict=False)
    ]
    found = FORMS_AS_COMMITTED.read("\n".join(lines))
    assert found is None or FORMS_AS_COMMITTED.write(found.words, "shopping") == "\n".join(lines)


@pytest.mark.parametrize(
    ("form", "written"),
    [
        (
            "shopping",
            "5 plums\n"
            "400g spaghetti\n"
            "2 red peppers\n"
            "300g brown rice\n"
            "2 packs kitchen roll\n"
            "1 jar honey\n"
            "2 jars peanut butter\n"
            "6 leeks\n"
            "10 peaches\n"
            "2 pears",
        ),
        (
            "contacts",
            "Erin 0113 496 0448\nNadia 01632 960061\nElla 0113 496 0657\nRuth 0151 496 0101\nGrace 0191 498 0001",
        ),
    ],
)
def test_lists_that_were_given_out_stay_readable(form: Form, written: str) -> None:
    """These were written by the first version. Should this fail, nobody could come back with one any more."""
    assert FORMS_AS_COMMITTED.write(WORDS, form) == written


def test_each_form_holds_as_much_as_the_words() -> None:
    assert RECEIPTS.bit_length() - 1 == 99
    assert RECEIPTS > 2**LEAST_BITS
