"""What anybody can see: the page, the headers, and whether the process is ready."""

from __future__ import annotations

import re

import pytest

from heard.inbox_files import inbox
from tests.staff.kit import NO_REPORT, Staffroom

ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/enrol", 200),
    ("GET", "/staff.css", 200),
    ("GET", "/staff.js", 200),
    ("GET", "/healthz", 200),
    ("POST", "/api/sign-in", 400),
    ("GET", "/api/reports", 401),
    ("GET", f"/api/reports/{NO_REPORT}", 401),
    ("GET", "/nowhere", 404),
    ("PUT", "/api/reports", 405),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
async def test_every_answer_is_kept_nowhere_and_framed_nowhere(
    room: Staffroom, method: str, path: str, status: int
) -> None:
    answer = await room.client.request(method, path)
    assert answer.status == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    policy = answer.headers["Content-Security-Policy"]
    closed = {"default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"}
    assert closed | {"script-src 'self'", "trusted-types 'none'"} <= set(policy.split("; "))
    assert "Server" not in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(("method", "path", "status"), [each for each in ANSWERS if each[2] >= 400])
async def test_every_refusal_is_a_problem_in_our_words(room: Staffroom, method: str, path: str, status: int) -> None:
    answer = await room.client.request(method, path)
    assert answer.content_type == "application/problem+json"
    problem = await answer.json()
    assert problem["status"] == status
    assert problem["detail"]
    assert path not in str(problem)


async def test_the_page_says_what_it_is_and_how_to_use_every_command(room: Staffroom) -> None:
    answer = await room.client.get("/")
    page = await answer.text()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="en-GB" translate="no">' in page
    assert "<title>Heard: for the teams</title>" in page
    assert re.findall(r"<h\d", page) == ["<h1", "<h2", "<h2", "<h2"]
    assert re.findall(r"<script.*", page) == ['<script type="module" src="/staff.js"></script>']
    for command in inbox.registered_commands:
        assert command.callback is not None
        assert f"heard inbox {command.name or command.callback.__name__} " in page


async def test_the_page_shows_nothing_of_a_report(room: Staffroom) -> None:
    before = await (await room.client.get("/")).read()
    await room.report("daisu")
    assert await (await room.client.get("/")).read() == before


async def test_until_the_database_is_ready_nothing_but_the_page_is_there(room: Staffroom) -> None:
    room.desk.ready.clear()
    assert (await room.client.get("/")).status == 200
    for path in ("/healthz", "/api/reports", f"/api/reports/{NO_REPORT}"):
        assert (await room.client.get(path)).status == 503
    room.desk.ready.set()
    answer = await room.client.get("/healthz")
    assert (answer.status, await answer.json()) == (200, {"status": "ok"})


async def test_a_database_that_fails_is_no_error_of_ours_and_only_its_kind_is_logged(
    room: Staffroom, caplog: pytest.LogCaptureFixture
) -> None:
    headers = await room.headers("daisu")
    async with room.office.sessions.begin() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("ALTER TABLE outbox RENAME TO gone")
    answer = await room.client.get("/api/reports", headers=headers)
    assert answer.status == 503
    assert (await answer.json())["detail"] == "This could not be done. Try again in a moment."
    assert caplog.messages == ["failed kind=OperationalError"]
