"""`heard keys rewrap`, `recover` and `leaver`: a team's stored reports come to its new key, where its keys are."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Annotated

import pyrage
import typer

from actions.key_files import read_identity, read_recipient
from actions.team_keys import fingerprint
from heard.inbox_client import Access, signed_in
from heard.inbox_errors import InboxError
from heard.keys_asked import Key, KeyCommandError, Team, Url, Yes, access_of, failures, settings_of
from heard.leaver import STILL_HELD, leaver_steps
from heard.recovery import join, read_part
from heard.rewrap import ALREADY, GONE, LOCKED, SEALED, RewrapKeys, rewrap
from heard.rotation import former_keys, retired_keys, revoke, rotate, rotated_text, team_folder
from heard.settings import Settings, read_settings

rewraps = typer.Typer()


@rewraps.command("rewrap")
def rewrap_reports(
    team: Team,
    key: Key = None,
    former: Annotated[
        list[Path] | None, typer.Option(help="A key the team had before; those of this machine if not given.")
    ] = None,
    recovery: Annotated[
        Path | None, typer.Option(help="The force's public recovery key; HEARD_HOME/keys/recovery.pub if not given.")
    ] = None,
    url: Url = None,
) -> None:
    """Seal the stored reports of a team to its new key. Nothing is shown, and nothing counts as opened."""
    with failures():
        settings = read_settings()
        before = [read_identity(path) for path in former or former_keys(settings.home, team)]
        sealed_to = read_recipient(recovery or settings.home / "keys" / "recovery.pub")
        access = access_of(settings, team, key, url)
        _tell(asyncio.run(rewrap(access, RewrapKeys(access.identity, before, sealed_to))))


@rewraps.command()
def recover(
    team: Team,
    part: Annotated[list[Path], typer.Option(help="A holder's part; give the option once for each.")],
    report: Annotated[str | None, typer.Option(help="One report alone.")] = None,
    key: Key = None,
    url: Url = None,
) -> None:
    """Seal a team's reports to its new key with the recovery key, put together in memory alone."""
    with failures():
        whole = join([read_part(path) for path in part])
        access = access_of(read_settings(), team, key, url)
        recovery = str(pyrage.x25519.Identity.from_str(whole).to_public())
        _tell(asyncio.run(rewrap(access, RewrapKeys(access.identity, [whole], recovery), report)))


@rewraps.command()
def leaver(
    team: Team,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    url: Url = None,
    yes: Yes = False,
) -> None:
    """Somebody leaves a team: replace its key, seal its reports anew, revoke the old key, and say what remains."""
    with failures():
        settings = settings_of(team)
        _must_hold(settings.home, team)
        now = fingerprint(read_recipient(team_folder(settings.home) / f"{team}.pub"))
        typer.echo(leaver_steps(team, now, retired_keys(settings.home, team)))
        asyncio.run(_must_sign_in(access_of(settings, team, None, url)))
        if dry_run:
            typer.echo("Nothing was done.")
            return
        if not yes:
            typer.confirm("Do all of this now?", abort=True)
        _change_over(settings, team, url)
        typer.echo(STILL_HELD)


def _change_over(settings: Settings, team: str, url: str | None) -> None:
    typer.echo(rotated_text(team, rotate(settings.home, team)))
    recovery = read_recipient(settings.home / "keys" / "recovery.pub")
    access = access_of(settings, team, None, url)
    former = [read_identity(path) for path in former_keys(settings.home, team)]
    keys = RewrapKeys(access.identity, former, recovery)
    _tell(asyncio.run(rewrap(access, keys)))
    # Once more: a report may have been on its way into the database while the key was changed.
    _tell(asyncio.run(rewrap(access, keys)))
    for each in retired_keys(settings.home, team):
        revoke(settings.home, team, each)
        typer.echo(f"Revoked: {each}.")


def _must_hold(home: Path, team: str) -> None:
    folder = team_folder(home)
    path = folder / f"{team}.key"
    if path.exists():
        held = str(pyrage.x25519.Identity.from_str(read_identity(path)).to_public())
        if held == read_recipient(folder / f"{team}.pub"):
            return
    raise KeyCommandError(
        f"The private key of {team} is not on this machine. Do it in steps: `heard keys rotate {team} --public FILE` "
        f"here, `heard keys rewrap {team}` where the key is, `heard keys revoke {team}` here."
    )


async def _must_sign_in(access: Access) -> None:
    """Before anything is changed: whether the rest can be done at all."""
    async with signed_in(access):
        return


def _tell(ends: Counter[str]) -> None:
    typer.echo(f"Sealed anew: {ends[SEALED]}. Already so: {ends[ALREADY]}. Taken back meanwhile: {ends[GONE]}.")
    if ends[LOCKED]:
        raise InboxError(
            f"{ends[LOCKED]} cannot be opened with any key here. Give earlier keys to `heard keys rewrap --former`, "
            "or use `heard keys recover`. Revoke nothing before that."
        )
