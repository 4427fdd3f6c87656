"""`heard keys`: makes, lists, replaces and revokes keys, and puts the recovery key together. Prints no secret.

Exit codes: 0 done, 1 the answer was no, 2 it could not be tried.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from actions.key_files import read_recipient
from heard.call_keys_command import call_keys
from heard.certificates import expiring
from heard.key_list import key_list_text, listed_keys
from heard.key_writing import recovery_line
from heard.keys import make_development_keys, new_team_key, recovery_recipient
from heard.keys_asked import Team, Yes, failures, settings_of, teams_of
from heard.recovery import split_recovery_key
from heard.rewrap_command import rewraps
from heard.rotation import revoke, rotate, rotated_text
from heard.settings import read_settings

keys = typer.Typer(no_args_is_help=True, help="Make, list, replace, revoke and recover keys.")
keys.add_typer(rewraps)
keys.add_typer(call_keys)


@keys.command()
def development() -> None:
    """Make the secrets and keys that a start on one machine needs, where they are missing."""
    with failures():
        settings = read_settings()
        make_development_keys(settings.home, teams_of(settings))
        typer.echo(f"The keys are in {settings.home / 'keys'}. They are for development only.")


@keys.command()
def new(team: Team) -> None:
    """Make a key pair for a team."""
    with failures():
        settings = settings_of(team)
        private = new_team_key(settings.home, team)
        typer.echo(f"The private key is {private}. Move it to where the team keeps it; Heard does not need it.")
        if recovery_recipient(settings.home) is None:
            typer.echo("It does not name the recovery key, which is not here: the team's page cannot check that one.")


@keys.command("list")
def list_keys() -> None:
    """List every key: what it is for, whether it counts, and its fingerprint."""
    with failures():
        settings = read_settings()
        typer.echo(key_list_text(listed_keys(settings.home, teams_of(settings))))
        for warning in expiring(settings.home, datetime.now(UTC)):
            typer.echo(warning, err=True)


@keys.command("rotate")
def rotate_key(
    team: Team,
    public: Annotated[
        Path | None, typer.Option(help="The public key of a pair made elsewhere; without it one is made here.")
    ] = None,
) -> None:
    """Replace a team's key. From this moment reports are sealed to the new one, and the old one signs nobody in."""
    with failures():
        settings = settings_of(team)
        typer.echo(rotated_text(team, rotate(settings.home, team, read_recipient(public) if public else None)))
        recovery = recovery_recipient(settings.home)
        if public and recovery:
            typer.echo(f"Put this line into the file of its private key: {recovery_line(recovery)}")
        typer.echo(f"Next, where the team's keys are: heard keys rewrap {team}")


@keys.command("revoke")
def revoke_key(
    team: Team,
    key: Annotated[str, typer.Option("--key", help="Its fingerprint, as `heard keys list` shows it.")],
    yes: Yes = False,
) -> None:
    """Never let a replaced key count again, also when it is put back. Ends the rotation."""
    with failures():
        settings = settings_of(team)
        if not yes:
            typer.confirm("Did `heard keys rewrap` say that nothing is left sealed to it?", abort=True)
        revoke(settings.home, team, key)
        typer.echo(f"Revoked: {key} of {team}. It signs nobody in, and nothing is ever sealed to it.")


@keys.command("split-recovery")
def split_recovery(
    holders: Annotated[int, typer.Option(help="How many people get a part.")],
    to: Annotated[Path, typer.Option(help="The folder the parts are written into.", file_okay=False)],
    needed: Annotated[int, typer.Option(help="How many of them are needed together.")] = 2,
) -> None:
    """Split the recovery key into parts, and remove the whole key from this machine."""
    with failures():
        for path in split_recovery_key(read_settings().home, holders, needed, to):
            typer.echo(str(path))
        typer.echo(
            f"Any {needed} of these are the recovery key. Give each to another person, on paper or a stick of its own, "
            "and delete them here. The whole key is removed; backups of this machine may still hold it."
        )
