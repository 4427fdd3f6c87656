"""Keys are made once, for us alone, and never overwritten or shown."""

from __future__ import annotations

import stat
from itertools import combinations
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from actions.key_files import KeyringError
from actions.keyring import load_keyring
from heard.keys import KeyExistsError, check_keys, make_development_keys, new_team_key
from heard.recovery import join, read_part

TEAMS = ("daisu", "mash")


def contents(home: Path) -> dict[str, str]:
    """Every file and what is in it."""
    return {str(path.relative_to(home)): path.read_text() for path in sorted(home.rglob("*")) if path.is_file()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "new" / "home"


def test_everything_a_start_needs_is_made(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make_development_keys(home, TEAMS)
    names = ("intake", "statement", "audit", "statistics", "statistics_reserved")
    pairs = [f"keys/{name}" for name in (*names, "teams/daisu", "teams/mash")]
    recovery = ["keys/recovery.pub", *(f"keys/recovery-parts/recovery-part-{number}.txt" for number in (1, 2, 3))]
    wanted = [*(f"{pair}.{kind}" for pair in pairs for kind in ("key", "pub")), *recovery]
    shared = [f"secrets/{name}" for name in ("actions", "actions_rasa", "rasa", "receipts", "spool", "staff")]
    tls = [f"keys/tls/{name}.{kind}" for name in ("actions", "rasa") for kind in ("key", "pem")]
    tls += ["keys/tls/authority.pem", "keys/tls/authority/authority.key"]
    assert sorted(contents(home)) == sorted([*wanted, *shared, *tls])
    assert check_keys(home, TEAMS) == []
    assert capfd.readouterr() == ("", "")


def test_the_recovery_key_is_nowhere_whole_and_two_of_its_three_parts_are_it(home: Path) -> None:
    make_development_keys(home, TEAMS)
    parts = [read_part(path) for path in sorted((home / "keys" / "recovery-parts").iterdir())]
    keys = {join(pair) for pair in combinations(parts, 2)}
    assert len(keys) == 1
    key = keys.pop()
    assert key not in "".join(contents(home).values())
    public = str(pyrage.x25519.Identity.from_str(key).to_public())
    assert contents(home)["keys/recovery.pub"] == f"{public}\n"


def test_a_whole_recovery_key_beside_the_others_stops_the_start(home: Path) -> None:
    make_development_keys(home, TEAMS)
    whole = home / "keys" / "recovery.key"
    whole.write_text(str(pyrage.x25519.Identity.generate()))
    whole.chmod(0o600)
    (problem,) = check_keys(home, TEAMS)
    assert problem.startswith(f"{whole} is the whole recovery key")
    assert "heard keys split-recovery" in problem
    with pytest.raises(KeyringError, match="one person opens every report"):
        load_keyring(home, TEAMS)


def test_secrets_are_long_url_safe_and_different(home: Path) -> None:
    make_development_keys(home, TEAMS)
    secrets = [path.read_text() for path in (home / "secrets").iterdir()]
    assert len(set(secrets)) == 6
    assert all(len(each) == 43 and each.replace("-", "").replace("_", "").isalnum() for each in secrets)


def test_a_private_key_file_is_as_age_keygen_writes_it_and_fits_its_public_key(home: Path) -> None:
    make_development_keys(home, TEAMS)
    comment, recovery, key = (home / "keys" / "teams" / "daisu.key").read_text().splitlines()
    public = (home / "keys" / "teams" / "daisu.pub").read_text().strip()
    assert comment == f"# public key: {public}"
    assert recovery == f"# recovery: {(home / 'keys' / 'recovery.pub').read_text().strip()}"
    assert str(pyrage.x25519.Identity.from_str(key).to_public()) == public


def test_the_key_of_statements_is_as_openssl_writes_it_and_fits_its_public_key(home: Path) -> None:
    make_development_keys(home, TEAMS)
    private = load_pem_private_key((home / "keys" / "statement.key").read_bytes(), password=None)
    public = load_pem_public_key((home / "keys" / "statement.pub").read_bytes())
    assert isinstance(private, Ed25519PrivateKey)
    assert private.public_key() == public


def test_files_and_folders_are_for_us_alone(home: Path) -> None:
    make_development_keys(home, TEAMS)
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in (home, *home.rglob("*"))}
    assert modes == {(True, 0o700), (False, 0o600)}


def test_making_them_again_changes_nothing(home: Path) -> None:
    make_development_keys(home, TEAMS)
    before = contents(home)
    make_development_keys(home, TEAMS)
    assert contents(home) == before


def test_a_lost_public_key_is_made_again_from_the_private_one(home: Path) -> None:
    make_development_keys(home, TEAMS)
    before = contents(home)
    (home / "keys" / "intake.pub").unlink()
    make_development_keys(home, TEAMS)
    assert contents(home) == before


def test_a_team_whose_private_key_is_kept_elsewhere_gets_no_other(home: Path) -> None:
    make_development_keys(home, TEAMS)
    (home / "keys" / "teams" / "daisu.key").unlink()
    before = contents(home)
    make_development_keys(home, TEAMS)
    assert contents(home) == before
    assert check_keys(home, TEAMS) == []


def test_a_new_teams_key_is_made_once(home: Path) -> None:
    key = new_team_key(home, "spiking_2")
    assert key == home / "keys" / "teams" / "spiking_2.key"
    before = contents(home)
    with pytest.raises(KeyExistsError):
        new_team_key(home, "spiking_2")
    assert contents(home) == before


@pytest.mark.parametrize("team", ["", "../intake", "Daisu", "a b", "a/b", "-x", "a\n"])
def test_a_name_that_no_team_can_have_is_refused(home: Path, team: str) -> None:
    with pytest.raises(ValueError, match="team's name"):
        new_team_key(home, team)
    with pytest.raises(ValueError, match="team's name"):
        make_development_keys(home, [team])
    assert not (home / "keys" / "teams").exists()


def test_what_is_missing_wrong_or_open_to_others_is_named(home: Path) -> None:
    make_development_keys(home, TEAMS)
    (home / "keys" / "teams" / "mash.pub").unlink()
    (home / "keys" / "recovery.pub").write_text("nonsense")
    (home / "keys" / "statement.key").write_text("nonsense")
    (home / "secrets" / "rasa").chmod(0o644)
    found = check_keys(home, (*TEAMS, "triage"))
    for name in ("mash.pub", "triage.pub", "recovery.pub", "statement.key", "secrets/rasa"):
        assert sum(name in sentence.split(":")[0] for sentence in found) == 1
    assert len(found) == 5
