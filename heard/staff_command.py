"""`heard staff`: adds, lists, resets and disables the accounts of the people at the teams' side.

Whoever can run it has the database. What it does is written to the audit. Exit codes: 0 done, 1 no, 2 not tried.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, TypeVar

import typer

from actions.database.engine import Sessions
from actions.database.tables import StaffAccount
from actions.times import hour_text, utc_now
from content.files import ContentError
from content.routing import load_routing
from heard.database import DatabaseError, ask
from heard.settings import SettingError, read_settings
from staff import accounts
from staff.accounts import AccountError, Link, NewAccount
from staff.who import Role

staff = typer.Typer(no_args_is_help=True, help="Add, list, reset and disable the accounts of the teams' people.")

Name = Annotated[str, typer.Argument(help="The short name the person signs in with, for example mira.")]
Url = Annotated[str, typer.Option(help="Where people reach the staff process; this machine if not given.")]
T = TypeVar("T")


@staff.command()
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the person may do.")],
    team: Annotated[str | None, typer.Option(help="The team of a member or a lead, as in data/routing.yml.")] = None,
    display_name: Annotated[str, typer.Option(help="How the name is written in the list; NAME if not given.")] = "",
    url: Url = "",
) -> None:
    """Add an account, and print the link with which the person sets it up. It is shown once."""
    _check_team(team)
    new = NewAccount(name, display_name or name, role, team)
    typer.echo(_link_text(name, _ask(lambda sessions: accounts.add(sessions, new, utc_now())), url))


@staff.command("list")
def list_accounts() -> None:
    """List every account: its name, role and team, and whether it is set up."""
    typer.echo(_list_text(_ask(accounts.listed)))


@staff.command()
def reset(name: Name, url: Url = "") -> None:
    """Take away a person's password and app, end every sign-in, and print a new link."""
    typer.echo(_link_text(name, _ask(lambda sessions: accounts.reset(sessions, name, utc_now())), url))


@staff.command()
def disable(name: Name) -> None:
    """Let nobody sign in with an account any more. Whoever is signed in with it is out at once."""
    _ask(lambda sessions: accounts.disable(sessions, name, utc_now()))
    typer.echo(f"Disabled: {name}. If the person had the team's key, replace it: heard keys leaver.")


def _link_text(name: str, link: Link, url: str) -> str:
    return (
        f"{url.rstrip('/') or _here()}/enrol#{link.token}\n"
        f"Give this link to {name} alone. It works once, until {hour_text(link.ends)}, and is not shown again."
    )


def _list_text(found: Sequence[StaffAccount]) -> str:
    if not found:
        return "There is no account yet: heard staff add."
    lines = [(each.name, each.role, each.team or "-", _state(each), each.display_name) for each in found]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join("  ".join([*map(str.ljust, line[:4], widths), line[4]]).rstrip() for line in lines)


def _state(account: StaffAccount) -> str:
    if account.disabled:
        return "disabled"
    return "set up" if account.password else "not set up"


def _check_team(team: str | None) -> None:
    try:
        routing = load_routing(read_settings().content / "data" / "routing.yml")
    except (ContentError, SettingError) as error:
        raise _failure(error, 2) from None
    if team is not None and team not in {*routing.teams, *routing.queues}:
        raise _failure(f"There is no team {team} in data/routing.yml: add it there first.", 2)


def _here() -> str:
    try:
        settings = read_settings()
    except SettingError as error:
        raise _failure(error, 2) from None
    return f"{settings.staff_scheme}://127.0.0.1:{settings.staff_port}"


def _ask(question: Callable[[Sessions], Awaitable[T]]) -> T:
    try:
        return ask("", question)
    except AccountError as error:
        raise _failure(error, 1) from None
    except DatabaseError as error:
        raise _failure(error, 2) from None


def _failure(reason: object, code: int) -> typer.Exit:
    typer.echo(str(reason), err=True)
    return typer.Exit(code)
