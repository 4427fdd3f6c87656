"""Sealing shows nothing and hides lengths."""

from __future__ import annotations

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.sealing import SMALLEST_BUCKET, CannotOpenError, Sealed, is_recipient, seal, unseal

TEAM, RECOVERY, OTHER = (pyrage.x25519.Identity.generate() for _ in range(3))
RECIPIENTS = (str(TEAM.to_public()), str(RECOVERY.to_public()))


def test_sealed_bytes_show_nothing_of_themselves() -> None:
    sealed = Sealed(b"canary")
    assert {str(sealed), repr(sealed), f"{sealed}", f"{sealed!r}"} == {"Sealed()"}


@pytest.mark.parametrize("identity", [TEAM, RECOVERY])
def test_any_recipient_opens_it(identity: pyrage.x25519.Identity) -> None:
    assert unseal(seal(b"{}", RECIPIENTS), str(identity)).rstrip() == b"{}"


def test_nobody_else_opens_it() -> None:
    with pytest.raises(CannotOpenError):
        unseal(seal(b"{}", RECIPIENTS), str(OTHER))


def test_a_changed_byte_is_noticed() -> None:
    data = bytearray(seal(b"{}", RECIPIENTS).data)
    data[-1] ^= 1
    with pytest.raises(CannotOpenError):
        unseal(Sealed(bytes(data)), str(TEAM))


@pytest.mark.parametrize("identity", ["", "AGE-SECRET-KEY-1", RECIPIENTS[0]], ids=["none", "cut off", "a recipient"])
def test_what_is_no_key_opens_nothing(identity: str) -> None:
    with pytest.raises(CannotOpenError):
        unseal(seal(b"{}", RECIPIENTS), identity)


@pytest.mark.parametrize("recipients", [(), ("",), ("age1nonsense",), (RECIPIENTS[0], "ssh-ed25519 AAAA")])
def test_what_is_no_recipient_is_refused(recipients: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="recipient"):
        seal(b"{}", recipients)
    assert not all(is_recipient(each) for each in recipients or ("",))


def test_sealing_the_same_twice_gives_different_bytes() -> None:
    assert seal(b"{}", RECIPIENTS) != seal(b"{}", RECIPIENTS)


@given(length=st.integers(0, 200_000))
def test_lengths_fall_in_few_buckets(length: int) -> None:
    padded = len(unseal(seal(b"x" * length, RECIPIENTS), str(TEAM)))
    assert padded in {SMALLEST_BUCKET << power for power in range(7)}
    assert length <= padded < max(2 * length, SMALLEST_BUCKET + 1)
