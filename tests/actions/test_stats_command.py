"""`heard stats`: the owner sees the exact counts, and publishes a month once, when it is over."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from actions.count_batches import keep
from actions.counting import Batch, Entry, new_batch_id
from content.campaign_codes import load_campaign_codes
from heard import stats
from heard.cli import app
from tests.actions.kit import Office

CAMPAIGNS = load_campaign_codes(Path(__file__).parents[2] / "data" / "campaign-codes.yml").titles
NAME, TITLE = next(iter(CAMPAIGNS.items()))
MONTH, AFTER = "2025-11", datetime(2025, 12, 2, 9, tzinfo=UTC)
Run = Callable[..., Awaitable[Result]]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When the command runs: the last of these."""
    moments = [AFTER]
    monkeypatch.setattr(stats, "utc_now", lambda: moments[-1])
    return moments


@pytest.fixture
def run(office: Office, database_url: str, monkeypatch: pytest.MonkeyPatch, now: list[datetime]) -> Run:
    monkeypatch.setenv("HEARD_HOME", str(office.home))

    async def run(command: str, *arguments: str) -> Result:
        line = ["stats", command, *arguments, "--database", database_url]
        return await asyncio.to_thread(CliRunner().invoke, app, line)

    return run


async def add(office: Office, count: int, kind: str = "domestic_abuse", series: str = "ordinary") -> None:
    """Counts reports to one team, in a batch of their own."""
    team = "professional_standards" if series == "reserved" else "daisu"
    entry = Entry(cells=(("came_back", "no"), ("kind", kind), ("route", team)), count=count)
    batch = Batch.model_validate({"id": new_batch_id(), "month": MONTH, series: (entry,)})
    await keep(office.sessions, office.intake.keys.statistics, batch)


def table(folder: Path, name: str, series: str = "ordinary") -> dict[str, int | None]:
    document = json.loads((folder / f"statistics-{MONTH}-{series}.json").read_text())
    rows = next(each["rows"] for each in document["tables"] if each["table"] == name)
    return {row["row"]: row["count"] for row in rows}


async def test_the_owner_sees_every_number_and_the_release_only_the_large(
    run: Run, office: Office, tmp_path: Path
) -> None:
    await add(office, 7)
    await add(office, 6)
    await add(office, 2, "spiking")
    shown = await run("show", MONTH)
    assert shown.exit_code == 0, shown.output
    assert "Spiking: 2" in shown.output.replace("Title of spiking", "Spiking")
    assert "do not pass them on" in shown.output
    released = await run("publish", MONTH, "--out", str(tmp_path / "out"))
    assert released.exit_code == 0, released.output
    kinds, routes = table(tmp_path / "out", "kind"), table(tmp_path / "out", "route")
    assert {row: count for row, count in kinds.items() if count} == {"domestic_abuse": 15}
    assert {row: count for row, count in routes.items() if count} == {"daisu": 15}
    texts = [path.read_text() for path in (tmp_path / "out").iterdir()]
    assert len(texts) == 3
    assert not any("professional_standards" in text for text in texts)


async def chats(office: Office, count: int, campaign: str = "") -> None:
    """Counts chats that were left, in a batch of their own."""
    entry = Entry(campaign=campaign, cells=(("chat", "left"),), count=count)
    batch = Batch(id=new_batch_id(), month=MONTH, ordinary=(entry,))
    await keep(office.sessions, office.intake.keys.statistics, batch)


@pytest.mark.parametrize(("began", "campaign", "left"), [(4, None, 20), (6, 5, 25)])
async def test_chats_of_a_campaign_are_published_from_five_on_and_else_stand_in_no_table(
    run: Run, office: Office, tmp_path: Path, began: int, campaign: int | None, left: int
) -> None:
    await chats(office, 20)
    await chats(office, began, NAME)
    shown = await run("show", MONTH)
    assert f"{TITLE}: {began}\n" in shown.output
    released = await run("publish", MONTH, "--out", str(tmp_path))
    assert released.exit_code == 0, released.output
    assert table(tmp_path, "campaign")[NAME] == campaign
    assert table(tmp_path, "chat")["left"] == left


async def test_published_again_it_is_the_same_whatever_came_since(run: Run, office: Office, tmp_path: Path) -> None:
    await add(office, 7)
    first = await run("publish", MONTH, "--out", str(tmp_path / "first"))
    await add(office, 50)
    second = await run("publish", MONTH, "--out", str(tmp_path / "second"))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output.splitlines()[-1] == second.output.splitlines()[-1]
    for kind in ("json", "csv", "html"):
        name = f"statistics-{MONTH}-ordinary.{kind}"
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (datetime(2025, 11, 30, 12, tzinfo=UTC), 1),
        (datetime(2025, 12, 1, 23, 59, tzinfo=UTC), 1),
        (datetime(2025, 12, 2, 0, 1, tzinfo=UTC), 0),
    ],
)
async def test_only_a_month_that_has_been_over_for_a_day_is_published(
    run: Run, now: list[datetime], moment: datetime, code: int
) -> None:
    now.append(moment)
    assert (await run("publish", MONTH)).exit_code == code


async def test_reports_about_officers_change_no_byte_of_what_others_see(
    run: Run, office: Office, tmp_path: Path
) -> None:
    await add(office, 7)
    await add(office, 30, series="reserved")
    await run("publish", MONTH, "--out", str(tmp_path))
    assert table(tmp_path, "kind")["domestic_abuse"] == 5
    reserved = await run("publish", MONTH, "--reserved", "--out", str(tmp_path))
    assert reserved.exit_code == 0, reserved.output
    assert table(tmp_path, "route", "reserved") == {"professional_standards": 30}


async def test_the_owner_s_key_opens_nothing_of_professional_standards(run: Run, office: Office) -> None:
    await add(office, 7, series="reserved")
    key = str(office.home / "keys" / "statistics.key")
    refused = await run("show", MONTH, "--reserved", "--key", key)
    assert refused.exit_code == 2
    assert "give the right --key" in refused.output


@pytest.mark.parametrize("month", ["2025-13", "last", "2025-1", "2025-11-01"])
async def test_a_month_is_written_as_one(run: Run, month: str) -> None:
    refused = await run("publish", month)
    assert refused.exit_code == 2
    assert "Write the month like" in refused.output


async def test_the_page_has_a_caption_and_headings_for_each_table(run: Run, office: Office, tmp_path: Path) -> None:
    await add(office, 7)
    await run("publish", MONTH, "--out", str(tmp_path))
    page = (tmp_path / f"statistics-{MONTH}-ordinary.html").read_text()
    assert page.count("<table>") == page.count("<caption>") == page.count("<thead>") == 7
    assert "<script" not in page
    assert 'lang="en-GB"' in page
    assert "fewer than 5, or not shown" in page
