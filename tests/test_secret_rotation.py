"""A secret that two processes share is replaced in two steps, and read again without a restart."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from heard.keys_command import keys
from wire.secret_file import LEAST, SecretError, SecretFile, _stamp
from wire.signing import Signer

OLD = "o" * LEAST


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The secret that the gateway calls the action server with."""
    monkeypatch.setenv("HEARD_HOME", str(tmp_path))
    (tmp_path / "secrets").mkdir()
    path = tmp_path / "secrets" / "actions"
    path.write_text(OLD)
    path.chmod(0o600)
    return path


def rotate(*arguments: str) -> Result:
    """`heard keys rotate-secret …`."""
    return CliRunner().invoke(keys, ["rotate-secret", *arguments])


def test_first_both_count_and_then_the_new_one_alone(file: Path) -> None:
    known = SecretFile(file)
    said = rotate("actions")
    assert said.exit_code == 0
    new, old = known.accepted()
    assert (old, known.current()) == (OLD, new)
    assert new != OLD
    assert len(new) >= LEAST
    assert new not in said.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert rotate("actions", "--finish").exit_code == 0
    assert known.accepted() == (new,)


def test_a_second_replacement_waits_for_the_first(file: Path) -> None:
    rotate("actions")
    before = file.read_text()
    refused = rotate("actions")
    assert refused.exit_code == 1
    assert "--finish" in refused.output
    assert file.read_text() == before


def test_there_is_nothing_to_finish_when_nothing_began(file: Path) -> None:
    assert rotate("actions", "--finish").exit_code == 1
    assert file.read_text() == OLD


@pytest.mark.parametrize("name", ["receipts", "../keys/intake.key", "nobody"])
def test_what_is_no_shared_secret_is_left_alone(file: Path, name: str) -> None:
    refused = rotate(name)
    assert refused.exit_code == 1
    assert "Name one of" in refused.output


def test_a_secret_that_is_missing_is_said(file: Path) -> None:
    file.unlink()
    assert rotate("actions").exit_code == 2


@pytest.mark.parametrize("wrong", ["", "short", f"{OLD}\nshort\n", f"{OLD}\n{OLD}\n{OLD}\n", "é" * LEAST])
def test_a_file_that_holds_no_secret_stops_a_start_and_changes_nothing_later(file: Path, wrong: str) -> None:
    known = SecretFile(file)
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(SecretError, match="secrets/actions"):
        SecretFile(file)
    assert known.accepted() == (OLD,)
    file.unlink()
    assert known.accepted() == (OLD,)


def test_a_caller_signs_with_the_new_one_from_the_next_call_on(file: Path) -> None:
    signer = Signer(SecretFile(file).current, clock=lambda: 0.0, nonce=lambda _: "0" * 32)
    before = signer.headers("POST", "/", b"")
    rotate("actions")
    assert signer.headers("POST", "/", b"") != before


def test_no_header_holds_the_secret(file: Path) -> None:
    assert OLD not in str(Signer(SecretFile(file).current).headers("POST", "/", b""))


def test_a_file_that_could_not_be_read_is_read_once_it_can(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    known, new = SecretFile(file), "n" * LEAST

    def not_ours(*_: object, **__: object) -> str:
        raise PermissionError

    with monkeypatch.context() as forbidden:
        forbidden.setattr(Path, "read_text", not_ours)
        file.write_bytes(new.encode())
        assert known.accepted() == known.accepted() == (OLD,)
    assert known.accepted() == (new,)
    assert caplog.messages == ["secret_not_read name=actions"]


def test_giving_the_file_to_its_reader_is_a_change(file: Path) -> None:
    before = _stamp(file)
    file.chmod(0o640)
    assert _stamp(file) != before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_whoever_could_read_it_still_can(file: Path) -> None:
    file.chmod(0o644)
    os.chown(file, 4321, 8765)
    rotate("actions")
    after = file.stat()
    assert (after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)) == (4321, 8765, 0o640)
