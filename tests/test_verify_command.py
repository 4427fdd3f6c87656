"""`heard verify`: anybody who has the public key can check a statement."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from heard.cli import app
from tests.gateway.actions_double import STATEMENT, STATEMENT_KEY


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "statement.pub"
    path.write_text(STATEMENT_KEY)
    return path


@pytest.mark.parametrize(
    ("statement", "code", "said"),
    [
        (STATEMENT, 0, "Real: signed with the key"),
        (STATEMENT.replace("26", "25"), 1, "or it was changed"),
        ("", 1, "not"),
    ],
)
def test_a_statement_in_a_file_or_piped_in_is_checked(key: Path, statement: str, code: int, said: str) -> None:
    file = key.with_name("statement")
    file.write_text(statement)
    from_file = CliRunner().invoke(app, ["verify", str(file), "--key", str(key)])
    piped = CliRunner().invoke(app, ["verify", "--key", str(key)], input=statement)
    assert [each.exit_code for each in (from_file, piped)] == [code] * 2
    assert said in from_file.output
    assert from_file.output == piped.output


def test_the_key_of_this_machine_is_used_when_none_is_named(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = key.parent / "home"
    (home / "keys").mkdir(parents=True)
    (home / "keys" / "statement.pub").write_text(STATEMENT_KEY)
    monkeypatch.setenv("HEARD_HOME", str(home))
    assert CliRunner().invoke(app, ["verify"], input=STATEMENT).exit_code == 0


def test_without_a_key_or_a_file_nothing_is_said_to_be_false(key: Path) -> None:
    for arguments in (["--key", str(key / "none")], [str(key / "none"), "--key", str(key)]):
        assert CliRunner().invoke(app, ["verify", *arguments], input=STATEMENT).exit_code == 2
