"""What failed together is not tried together."""

from __future__ import annotations

from actions.delivery.patience import full_jitter, wait_after


def test_waits_are_spread_from_none_to_twice_the_one_before_and_an_hour_at_most() -> None:
    most = [wait_after(attempts, lambda most: most) for attempts in range(1, 30)]
    assert most[:4] == [2, 4, 8, 16]
    assert most[-1] == 3600
    assert wait_after(5, lambda most: 0.0) == 0


def test_a_running_relay_spreads_its_tries() -> None:
    waits = {wait_after(10, full_jitter) for _ in range(20)}
    assert len(waits) > 10
    assert all(0 <= wait <= 1024 for wait in waits)
