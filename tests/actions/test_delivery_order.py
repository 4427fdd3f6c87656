"""What each team's other targets are told, in which order, and what they never hear of."""

from __future__ import annotations

import asyncio

import pytest

from actions.additions import add
from actions.delivery.names import NOTICE, QUEUE, WEBHOOK
from actions.delivery.parcel import NotSentError
from actions.withdrawal import withdraw
from tests.actions.back import adding, opened_by
from tests.actions.delivery_kit import Recorder, items, passed_on, recorded, relay_of, settle
from tests.actions.kit import CANARY, DATABASES, LOOKUP, Office, opened

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


async def test_a_queue_gets_the_report_its_addition_and_that_it_was_taken_back(office: Office) -> None:
    queue = Recorder(["daisu"])
    relay = relay_of(office, {QUEUE: queue})
    await office.submit()
    await passed_on(relay)
    assert await add(office.intake, adding(office)) == 1
    await passed_on(relay)
    withdrawn = await withdraw(office.intake, LOOKUP)
    await passed_on(relay)
    assert queue.kinds == ["report", "addition", "withdrawn"]
    report, addition, taken_back = queue.taken
    assert [list(each.parts) for each in queue.taken] == [["account"], ["addition 1"], []]
    key = office.identity("daisu")
    assert CANARY in str(opened(report.parts["account"], key)["answers"])
    assert opened(addition.parts["addition 1"], key)["number"] == 1
    assert len({report.id, addition.id, taken_back.id, report.report_id}) == 4
    assert withdrawn is not None
    assert not withdrawn.erased, "it said erased, and the queue has it"
    assert await recorded(office, "passed on") == 3
    assert await recorded(office, "delivered") == 1


async def test_a_report_about_the_police_is_nowhere_but_with_its_own_team(office: Office) -> None:
    queue, webhook = Recorder(["daisu", "mash"]), Recorder(["professional_standards"])
    relay = relay_of(office, {QUEUE: queue, WEBHOOK: webhook})
    await office.submit(about_police="yes")
    await passed_on(relay)
    assert queue.tries == 0
    assert [each.team for each in webhook.taken] == ["professional_standards"]


async def test_each_team_gets_its_own_copy_alone(office: Office) -> None:
    queue = Recorder(["daisu", "mash"])
    await office.submit(children_affected="yes")
    await passed_on(relay_of(office, {QUEUE: queue}))
    assert sorted(each.team for each in queue.taken) == ["daisu", "mash"]
    for each in queue.taken:
        assert opened(each.parts["account"], office.identity(each.team))["team"]["id"] == each.team


async def test_what_was_taken_back_before_it_left_is_erased_and_never_leaves(office: Office) -> None:
    queue = Recorder(["daisu"], failures=2, error=NotSentError())
    relay = relay_of(office, {QUEUE: queue})
    await office.submit()
    await passed_on(relay)
    assert queue.tries == 1
    withdrawn = await withdraw(office.intake, LOOKUP)
    assert withdrawn is not None
    assert withdrawn.erased
    await settle(relay)
    assert (queue.tries, queue.taken) == (1, [])


async def test_what_may_have_left_is_not_called_erased_and_the_target_is_told(office: Office) -> None:
    queue = Recorder(["daisu"], failures=1, error=TimeoutError())
    relay = relay_of(office, {QUEUE: queue})
    await office.submit()
    await passed_on(relay)
    withdrawn = await withdraw(office.intake, LOOKUP)
    assert withdrawn is not None
    assert not withdrawn.erased
    await settle(relay)
    assert queue.kinds == ["withdrawn"]


async def test_what_a_team_opened_in_the_inbox_does_not_leave_after_it_was_taken_back(office: Office) -> None:
    queue = Recorder(["daisu"], failures=1, error=NotSentError())
    relay = relay_of(office, {QUEUE: queue})
    await office.submit()
    await passed_on(relay)
    await opened_by(office)
    withdrawn = await withdraw(office.intake, LOOKUP)
    assert withdrawn is not None
    assert not withdrawn.erased
    await settle(relay)
    assert (queue.tries, queue.taken) == (1, [])


async def test_an_addition_waits_for_its_report(office: Office) -> None:
    queue = Recorder(["daisu"], failures=2)
    relay = relay_of(office, {QUEUE: queue})
    await office.submit()
    assert await add(office.intake, adding(office)) == 1
    await settle(relay)
    assert queue.kinds == ["report", "addition"]


async def test_a_notice_carries_nothing_and_is_not_called_passed_on(office: Office) -> None:
    notice = Recorder(["daisu"])
    await office.submit()
    await passed_on(relay_of(office, {NOTICE: notice}))
    assert [each.parts for each in notice.taken] == [{}]
    assert await recorded(office, "passed on") == 0
    withdrawn = await withdraw(office.intake, LOOKUP)
    assert withdrawn is not None
    assert withdrawn.erased


async def test_a_slow_target_holds_up_no_other(office: Office) -> None:
    class Stuck(Recorder):
        async def deliver(self, parcel: object) -> None:
            self.tries += 1
            await asyncio.Event().wait()

    stuck, webhook = Stuck(["daisu"]), Recorder(["daisu"])
    relay = relay_of(office, {QUEUE: stuck, WEBHOOK: webhook})
    running = asyncio.create_task(relay.run())
    await office.submit()
    relay.wake()
    async with asyncio.timeout(10):
        while not webhook.taken:  # noqa: ASYNC110 — the relay must get its turn
            await asyncio.sleep(0)
        await office.submit("f" * 32, "cd" * 32)
        relay.wake()
        while len(webhook.taken) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert stuck.tries == 1
    assert sorted((item.delivered, item.gone) for item in await items(office)) == [(False, False), (False, True)]


async def test_what_the_words_say_is_in_no_column_of_the_outbox(office: Office) -> None:
    await office.submit()
    await passed_on(relay_of(office, {QUEUE: Recorder(["daisu"], failures=1)}))
    (item,) = await items(office)
    assert item.failure == "ConnectionError"
    assert CANARY not in str(vars(item))
