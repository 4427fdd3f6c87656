"""The `heard` command. Its parts are imported when they are asked for: a team does not wait for what training needs."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

PARTS = {
    "run": "heard.start_command",
    "train": "heard.start_command",
    "check": "heard.check_command",
    "schema": "heard.check_command",
    "verify": "heard.verify_command",
    "keys": "heard.keys_command",
    "inbox": "heard.inbox_files",
    "audit": "heard.audit",
    "outbox": "heard.outbox_command",
    "stats": "heard.stats",
    "staff": "heard.staff_command",
    "custody": "heard.custody_command",
}
"""Each command, or group of commands, and the module that has it under its own name."""


class Parts(TyperGroup):
    """The commands of `PARTS`."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, as `--help` shows them."""
        return list(PARTS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, imported now."""
        if cmd_name not in PARTS:
            return None
        part = getattr(import_module(PARTS[cmd_name]), cmd_name)
        command = get_group(part) if isinstance(part, typer.Typer) else _single(part)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Parts, no_args_is_help=True, add_completion=False, help="Heard: a confidential assistant, and its teams."
)


@app.callback()
def heard() -> None:
    """What all commands share: nothing."""


def _single(function: Callable[..., None]) -> Any:
    alone = typer.Typer(add_completion=False)
    alone.command()(function)
    return get_command(alone)


if __name__ == "__main__":
    app()
