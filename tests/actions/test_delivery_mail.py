"""E-mail through a real mail server: a notice tells one thing, at most once an hour, and nothing goes unencrypted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from actions.delivery.names import EMAIL, NOTICE, Kind
from actions.delivery.parcel import NotSentError, Parcel
from actions.delivery.targets.mail import NOTICE_TEXT, Post, SealedMail
from actions.delivery.targets.notice import Notices
from actions.withdrawal import withdraw
from tests.actions.delivery_kit import items, passed_on, relay_of, settle
from tests.actions.kit import CANARY, LOOKUP, NOW, Office, opened
from tests.actions.letterbox import Force, Letterbox, mail_server, text_of
from tests.actions.rabbit import free_port

TO = {"daisu": "daisu@force.example"}


@pytest.fixture
def force(tmp_path: Path) -> Iterator[Force]:
    with mail_server(tmp_path) as server:
        yield server


def notices(office: Office, force: Force, clock: Callable[[], datetime] = lambda: NOW) -> Notices:
    return Notices(force.post, TO, office.sessions, clock)


async def test_a_notice_is_one_sentence_and_the_same_whatever_came(office: Office, force: Force) -> None:
    now = NOW
    relay = relay_of(office, {NOTICE: notices(office, force, lambda: now)})
    await office.submit()
    await passed_on(relay)
    now = NOW + timedelta(hours=1)
    await office.submit("f" * 32, "cd" * 32, report_kind="stalking_harassment")
    await settle(relay)
    first, second = force.letterbox.mails
    assert text_of(first) == NOTICE_TEXT
    changing = ("Date", "Message-ID")
    assert [each for each in first.items() if each[0] not in changing] == [
        each for each in second.items() if each[0] not in changing
    ]
    assert first["Subject"] == "Heard"
    held = [item.report_id for item in await items(office, NOTICE)] + [item.id for item in await items(office, NOTICE)]
    assert not any(each in str(mail) for each in (*held, CANARY) for mail in force.letterbox.mails)


async def test_many_reports_in_an_hour_are_two_notices_not_many(office: Office, force: Force) -> None:
    now = NOW
    relay = relay_of(office, {NOTICE: notices(office, force, lambda: now)})
    await office.submit()
    await passed_on(relay)
    for number in range(1, 5):
        await office.submit(f"{number:032x}", f"{number:064x}")
    await passed_on(relay)
    assert len(force.letterbox.mails) == 1
    now = NOW + timedelta(hours=1)
    await settle(relay)
    now = NOW + timedelta(hours=2)
    await settle(relay)
    assert len(force.letterbox.mails) == 2
    assert all(item.delivered for item in await items(office, NOTICE))


async def test_a_sealed_mail_opens_with_the_teams_key_and_so_does_that_it_was_taken_back(
    office: Office, force: Force
) -> None:
    relay = relay_of(office, {EMAIL: SealedMail(force.post, TO, office.intake.keys)})
    await office.submit()
    await passed_on(relay)
    await withdraw(office.intake, LOOKUP)
    await passed_on(relay)
    parts = []
    for mail in force.letterbox.mails:
        text, attached = list(mail.walk())[1:]
        assert text_of(text) == NOTICE_TEXT
        assert attached.get_filename() == "heard.age"
        path = attached.get_payload(decode=True)
        parts.append(opened(type("Held", (), {"data": path})(), office.identity("daisu")))
    assert [part["part"] for part in parts] == ["account", "withdrawn"]
    assert parts[0]["report"] == parts[1]["report"]
    assert not any(parts[0]["report"] in str(mail) for mail in force.letterbox.mails)


async def test_nothing_is_said_to_a_server_without_encryption(office: Office, force: Force) -> None:
    letterbox = Letterbox()
    plain = Controller(letterbox, hostname="127.0.0.1", port=free_port())
    plain.start()
    server = replace(force.post.server, port=plain.port)
    target = SealedMail(Post(server, force.post.sender), TO, office.intake.keys)
    with pytest.raises(NotSentError):
        await target.deliver(Parcel("1" * 32, "2" * 32, "daisu", Kind.WITHDRAWN))
    plain.stop()
    assert letterbox.mails == []


async def test_a_server_nobody_vouches_for_gets_nothing_and_the_hour_is_given_back(
    office: Office, force: Force
) -> None:
    stranger = Force(force.letterbox, Post(replace(force.post.server, trust=None), force.post.sender))
    parcel = Parcel("1" * 32, "2" * 32, "daisu", Kind.REPORT)
    with pytest.raises(NotSentError):
        await notices(office, stranger).deliver(parcel)
    assert force.letterbox.mails == []
    await notices(office, force).deliver(parcel)
    assert len(force.letterbox.mails) == 1
