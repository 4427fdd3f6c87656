"""`heard inbox`, against the real application: a team reads, answers and closes its reports from a terminal."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyrage
import pytest
from aiohttp import web
from aiohttp.typedefs import Handler
from pytest_aiohttp import AiohttpServer
from typer.testing import CliRunner, Result

from actions.receipts import open_receipt
from actions.sealing import seal, unseal
from content.receipt_words import all_words
from gateway.receipts import Receipt
from heard.cli import app
from heard.report_text import APART, shown
from staff.app import build_app
from tests.actions.kit import CANARY, ROOT, forge, sealed_copies
from tests.staff.kit import NO_REPORT, Run, Staffroom, all_bytes

RECEIPT = Receipt(" ".join(all_words()[:9]))
WRITTEN = "An officer will write here again on Monday."


async def replies(room: Staffroom) -> list[str | None]:
    """What the reporter reads with the receipt."""
    progress = await open_receipt(
        room.office.sessions, room.office.report_keys, room.office.intake.receipt_secret, RECEIPT.lookup
    )
    assert progress is not None
    return [RECEIPT.open(base64.b64encode(each.sealed.data).decode()) for each in progress.replies]


def ended(result: Result, code: int, sentence: str) -> bool:
    """Whether the command ended with `code` and said one sentence, without a traceback."""
    assert (result.exit_code, result.stderr.splitlines()[-1:]) == (code, [sentence]), result.output
    return result.exception is None or isinstance(result.exception, SystemExit)


async def test_an_empty_inbox_says_so(heard: Run) -> None:
    result = await heard("list")
    assert (result.exit_code, result.stdout) == (0, "No reports.\n")


async def test_the_list_is_a_table_of_the_teams_own_reports(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu")
    await room.report("professional_standards", 2, about_police="yes")
    result = await heard("list")
    head, line = result.stdout.splitlines()
    assert head.split() == ["REPORT", "RECEIVED", "STATUS", "WHY", "HERE"]
    assert line == f"{report}  25 November 2025 14:00 UTC  new     domestic abuse"


async def test_an_opened_report_shows_every_answer_in_order_and_how_to_see_the_contact(
    room: Staffroom, heard: Run
) -> None:
    report = await room.report("daisu")
    result = await heard("open", report)
    assert result.exit_code == 0, result.output
    account, contact = result.stdout.split("CONTACT\n")
    assert account.index("Label of report_kind\n    Title of domestic_abuse\n") < account.index(
        f"Label of what_happened\n    {CANARY} in what_happened\n"
    )
    assert "Label of adult_at_risk\n    not given\n" in account
    assert f"{CANARY} in contact_details" not in result.stdout
    told = " ".join(contact.split())
    assert f"They agreed to be contacted. {APART.format(report=report, team='daisu')}" in told
    assert (
        "Being contacted by the police: yes, wording contact@1\n    Being referred to a support service: no" in contact
    )
    assert await room.audit("daisu") == [("opened", report)]


async def test_contact_details_that_were_not_given_are_said_to_be(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu", contact_details="skipped")
    assert "Contact details\n    not given\n" in (await heard("contact", report, "--reason", "agreed")).stdout


async def test_a_report_without_contact_says_how_the_reporter_can_still_be_reached(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu", contact="anonymous", consent_contact="not_asked")
    words = " ".join((await heard("open", report)).stdout.split())
    assert "They have not agreed to be contacted. You can reply here: only they can read it" in words


async def test_details_for_a_referral_alone_are_shown_as_that(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu", consent_contact="no", consent_refer="yes", consent_refer_wording="refer_only@1")
    words = " ".join((await heard("contact", report, "--reason", "referral")).stdout.split())
    assert "The police may not contact them." in words
    assert "Use them for nothing else." in words
    assert f"{CANARY} in contact_details" in words
    words = " ".join((await heard("open", report)).stdout.split())
    assert "a support service contacts them, and not that the police do" in words
    assert f"{CANARY} in contact_details" not in words
    assert "Being contacted by the police: no, wording contact@1" in words
    assert "Being referred to a support service: yes, wording refer_only@1" in words


async def test_their_words_cannot_steer_the_terminal(room: Staffroom, heard: Run) -> None:
    told = room.office.words("what_happened", "one\n\x1b[2Jtwo \u202ethree\r", f"{1:032x}")
    report = await room.report("daisu", what_happened=told)
    result = await heard("open", report)
    assert "    one\n    \\u001b[2Jtwo \\u202ethree" in result.stdout
    assert not set("\x1b\u202e\r") & set(result.stdout)


def test_what_steers_is_shown_and_every_other_word_left_as_it_is() -> None:
    assert shown("tea\tat 5\n\x00\x9b\u2066") == "tea\tat 5\n\\u0000\\u009b\\u2066"
    assert shown("Zoë, 中文, עברית, 👩🏽‍🦱") == "Zoë, 中文, עברית, 👩🏽‍🦱"


@pytest.mark.parametrize("answer", [{"args": ["--yes"], "input": ""}, {"args": [], "input": "y\n"}])
async def test_a_reply_reaches_the_reporter_and_nobody_else(
    room: Staffroom, heard: Run, tmp_path: Path, answer: Mapping[str, Any]
) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    result = await heard("reply", report, "--text", f" {CANARY} ", *answer["args"], input=answer["input"])
    assert result.exit_code == 0, result.output
    assert result.stdout.endswith("Sent.\n")
    assert "never name them, and never say what happened" in result.stderr
    assert await replies(room) == [CANARY]
    assert await room.status("daisu", report) == "answered"
    assert CANARY.encode() not in all_bytes(tmp_path)


async def test_a_reply_made_by_the_real_command_opens_with_the_receipt_whatever_the_server_sends(
    room: Staffroom, aiohttp_server: AiohttpServer
) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    url = str((await aiohttp_server(swapping(room, pyrage.x25519.Identity.generate()))).make_url(""))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "heard.cli", "inbox", "reply", report, "--yes", "--text", WRITTEN),
        *("--team", "daisu", "--key", str(room.key_file("daisu")), "--url", url),
        cwd=ROOT,
        env={**os.environ, "HEARD_HOME": str(room.office.home)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, problem = await process.communicate()
    assert (process.returncode, said) == (0, b"Sent.\n"), problem
    assert await replies(room) == [WRITTEN]


async def test_a_staff_server_that_sends_another_reply_to_changes_nothing(
    room: Staffroom, heard: Run, aiohttp_server: AiohttpServer
) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    url = str((await aiohttp_server(swapping(room, pyrage.x25519.Identity.generate()))).make_url(""))
    printed = await heard("open", report, url=url)
    assert (printed.exit_code, printed.stdout) == (0, (await heard("open", report)).stdout)
    assert (await heard("reply", report, "--yes", "--text", WRITTEN, url=url)).exit_code == 0
    assert await replies(room) == [WRITTEN]


def swapping(room: Staffroom, thief: pyrage.x25519.Identity) -> web.Application:
    """The real application in the hands of somebody who would have replies sealed to them."""

    @web.middleware
    async def swap(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        if "report" in request.match_info and isinstance(answer, web.Response) and answer.text:
            answer.text = json.dumps(json.loads(answer.text) | {"reply_to": str(thief.to_public())})
        return answer

    application = build_app(room.desk)
    application.middlewares.append(swap)
    return application


async def test_what_replies_are_sealed_to_is_not_printed(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    assert "age1" not in (await heard("open", report)).output


async def test_a_report_that_names_nothing_to_seal_a_reply_to_is_opened_and_not_answered(
    room: Staffroom, heard: Run
) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    (copy,) = await sealed_copies(room.office)
    account = json.loads(unseal(copy.account, room.office.identity("daisu"))) | {"reply_to": "age1nonsense"}
    forged = seal(json.dumps(account).encode(), [room.office.intake.keys.teams["daisu"]])
    await forge(room.office, report, "daisu", "account", forged)
    assert (await heard("open", report)).exit_code == 0
    sentence = "This report has no key to seal a reply to. Tell whoever looks after Heard."
    assert ended(await heard("reply", report, "--yes", "--text", WRITTEN), 1, sentence)
    assert await replies(room) == []


async def test_a_reply_can_be_piped_in(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    assert (await heard("reply", report, "--yes", input=f"{WRITTEN}\n.\nÀ lundi\n")).exit_code == 0
    assert await replies(room) == [f"{WRITTEN}\n.\nÀ lundi"]


async def test_a_reply_typed_at_a_terminal_ends_with_a_full_stop_of_its_own(
    room: Staffroom, heard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    monkeypatch.setattr("heard.inbox._is_asked", lambda: True)
    result = await heard("reply", report, input=f"{WRITTEN}\nThank you.\n.\ny\n")
    assert result.exit_code == 0, result.output
    assert await replies(room) == [f"{WRITTEN}\nThank you."]


@pytest.mark.parametrize(
    ("text", "answer", "code", "sentence"),
    [
        (" \n ", "", 2, "The reply is empty. Nothing was sent."),
        ("x" * 4001, "", 2, "The reply is longer than 4000 characters. Nothing was sent."),
        (WRITTEN, "n\n", 1, "Not sent."),
        (WRITTEN, "", 1, "Aborted."),
        (None, WRITTEN, 2, "Add --yes to send what is piped in, since nobody can be asked."),
    ],
)
async def test_a_reply_that_is_not_ready_or_not_wanted_is_not_sent(
    room: Staffroom, heard: Run, text: str | None, answer: str, code: int, sentence: str
) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    given = [] if text is None else ["--text", text]
    assert ended(await heard("reply", report, *given, input=answer), code, sentence)
    assert await replies(room) == []
    assert await room.audit("daisu") == []


async def test_a_report_is_closed(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu")
    unread = await heard("close", report)
    assert (unread.exit_code, await room.status("daisu", report)) == (1, "received")
    assert "Something in this report is unread." in unread.stderr
    await heard("open", report)
    result = await heard("close", report)
    assert (result.exit_code, result.stdout) == (0, "Closed.\n")
    assert await room.status("daisu", report) == "closed"


# A reply without its words: nobody is asked to write one that cannot be sent.
ACTS = [["open"], ["contact", "--reason", "agreed"], ["reply", "--text", WRITTEN, "--yes"], ["reply"], ["close"]]


@pytest.mark.parametrize("act", ACTS, ids=[each[0] for each in ACTS])
async def test_another_teams_report_is_no_report(room: Staffroom, heard: Run, act: list[str]) -> None:
    others = await room.report("professional_standards", about_police="yes")
    for report in (others, NO_REPORT, "../reports", CANARY):
        result = await heard(act[0], report, *act[1:])
        assert ended(result, 1, "Your team has no such report. `heard inbox list` shows the ones it has.")
    assert await room.status("professional_standards", others) == "received"


COMMANDS = [["list"], *([*act, NO_REPORT] for act in ACTS)]


@pytest.mark.parametrize("command", COMMANDS, ids=[each[0] for each in COMMANDS])
@pytest.mark.parametrize("team", ["daisu", "no_such_team"])
async def test_another_teams_key_opens_no_inbox(room: Staffroom, heard: Run, command: list[str], team: str) -> None:
    result = await heard(*command, team=team, key=room.key_file("mash"))
    sentence = f"This key does not open the inbox of {team}. Check the team's name and its key file."
    assert ended(result, 1, sentence)


@pytest.mark.parametrize("command", COMMANDS, ids=[each[0] for each in COMMANDS])
async def test_a_staff_process_that_does_not_run_is_said_not_to(heard: Run, command: list[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        result = await heard(*command, url=url)
    assert ended(result, 2, "No staff process answers there. Start it (`heard run`), or give its --url.")


async def test_a_staff_process_that_waits_for_its_database_is_said_to(room: Staffroom, heard: Run) -> None:
    room.desk.ready.clear()
    assert ended(await heard("list"), 2, "The staff process is not ready. Try again in a moment.")


@pytest.mark.parametrize("url", ["http://203.0.113.7", "ftp://127.0.0.1", "127.0.0.1:8081", "http://[", "https:///x"])
async def test_over_a_network_only_https_is_spoken(heard: Run, url: str) -> None:
    result = await heard("list", url=url)
    assert ended(result, 2, "Give --url as https://NAME, or as http://127.0.0.1:PORT on this machine.")


@pytest.mark.parametrize("content", [None, "", "nonsense\n", "AGE-SECRET-KEY-1NONSENSE\n"])
async def test_a_key_file_that_holds_no_key_is_named_and_not_shown(
    heard: Run, tmp_path: Path, content: str | None
) -> None:
    key = tmp_path / "my.key"
    if content is not None:
        key.write_text(content)
    result = await heard("list", key=key)
    assert result.exit_code == 2
    assert str(key) in result.stderr
    assert "nonsense" not in result.stderr.lower()


async def test_in_development_the_key_and_the_address_need_not_be_given(
    room: Staffroom, staff_keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_HOME", str(staff_keys))
    monkeypatch.setenv("HEARD_STAFF_PORT", str(room.client.port))
    result = await asyncio.to_thread(CliRunner().invoke, app, ["inbox", "list", "--team", "daisu"])
    assert (result.exit_code, result.stdout) == (0, "No reports.\n")


@pytest.mark.parametrize("name", ["report", "part"])
@pytest.mark.parametrize("act", [["open"], ["reply", "--text", WRITTEN, "--yes"]], ids=["open", "reply"])
async def test_a_report_that_was_exchanged_for_another_is_not_shown_and_not_answered(
    room: Staffroom, heard: Run, name: str, act: list[str]
) -> None:
    report = await room.report("daisu", 1)
    other = await room.report("daisu", 2)
    copies = {copy.report_id: copy for copy in await sealed_copies(room.office)}
    sealed = copies[other].account if name == "report" else copies[report].contact
    await forge(room.office, report, "daisu", "account", sealed)
    result = await heard(act[0], report, *act[1:])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert CANARY not in result.output
    assert ("replied", report) not in await room.audit("daisu")


async def test_a_report_sealed_to_a_key_that_was_replaced_says_which_key_is_needed(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu")
    await forge(room.office, report, "daisu", "account", seal(b"{}", [room.office.intake.keys.teams["mash"]]))
    sentence = "This report was sealed to an earlier key. Run `heard keys rewrap daisu`."
    assert ended(await heard("open", report), 1, sentence)


async def test_it_opens_nothing_but_a_challenge_for_whoever_pretends_to_be_the_staff_process(
    room: Staffroom, heard: Run, aiohttp_server: AiohttpServer
) -> None:
    await room.report("daisu")
    (copy,) = await sealed_copies(room.office)
    answered: list[bytes] = []

    async def ask(_request: web.Request) -> web.Response:
        return web.json_response({"id": "x", "challenge": base64.b64encode(copy.account.data).decode()})

    async def answer(request: web.Request) -> web.Response:
        answered.append(await request.read())
        return web.json_response({"token": "x"})

    pretender = web.Application()
    pretender.add_routes([web.post("/api/sign-in", ask), web.post("/api/sign-in/answer", answer)])
    server = await aiohttp_server(pretender)
    sentence = "The address asks for something other than a sign-in. Nothing was sent to it; check --url."
    assert ended(await heard("list", url=str(server.make_url(""))), 1, sentence)
    assert answered == []


async def test_an_answer_of_another_kind_of_server_is_said_to_be_one(heard: Run, aiohttp_server: AiohttpServer) -> None:
    server = await aiohttp_server(web.Application())
    sentence = "The address did not answer as a staff process does. Check --url, and that versions match."
    assert ended(await heard("list", url=str(server.make_url(""))), 1, sentence)
