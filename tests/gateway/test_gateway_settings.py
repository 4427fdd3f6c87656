from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from content.files import ContentError
from gateway.form import SEND, load_questions
from gateway.settings import PROJECT, SettingError, read_settings
from tests.gateway.actions_double import STATEMENT_KEY


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("HEARD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HEARD_HOME", str(tmp_path))
    (tmp_path / "secrets").mkdir()
    (tmp_path / "keys").mkdir()
    for name in ("rasa", "actions", "spool"):
        (tmp_path / "secrets" / name).write_text(name[0] * 43)
    (tmp_path / "keys" / "intake.pub").write_text(f"# intake\n{pyrage.x25519.Identity.generate().to_public()}\n")
    (tmp_path / "keys" / "statement.pub").write_text(STATEMENT_KEY)
    return tmp_path


def test_a_development_start_needs_no_settings(home: Path) -> None:
    settings = read_settings()
    assert (settings.gateway_host, settings.gateway_port) == ("127.0.0.1", 8080)
    assert (settings.rasa, settings.actions) == ("http://127.0.0.1:5005", "http://127.0.0.1:5055")
    assert settings.secret("rasa") == "r" * 43
    assert settings.intake_key().startswith("age1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEARD_LOG_LEVEL", "DEBUG"),
        ("HEARD_GATEWAY_PORT", "seventeen"),
        ("HEARD_GATEWAY_PORT", "70000"),
        ("HEARD_RATE_LIMIT", "seventeen"),
        ("HEARD_EXIT_URL", "http://seventeen.example"),
        ("HEARD_EXIT_URL", "https://seventeen.example/?from=chat"),
        ("HEARD_EXIT_URL", "javascript:seventeen"),
        ("HEARD_EXIT_URL", "https://seventeen.example/#chat"),
        ("HEARD_EXIT_URL", "https://seventeen@weather.example/"),
        ("HEARD_EXIT_URL", "https://weather.example/seven teen"),
        ("HEARD_EXIT_URL", "https://seventeen.police.uk/"),
        ("HEARD_EXIT_URL", "https://seventeen.example/domestic-abuse"),
        ("HEARD_GATEWAY_FRAME_ANCESTORS", "http://seventeen.example"),
        ("HEARD_GATEWAY_FRAME_ANCESTORS", "https://seventeen.example/page"),
        ("HEARD_GATEWAY_FRAME_ANCESTORS", "https://seventeen.example; script-src"),
        ("HEARD_GATEWAY_FRAME_ANCESTORS", "https://*"),
        ("HEARD_GATEWAY_BEHIND_TLS", "seventeen"),
        ("HEARD_SPOOL_MOST_FILES", "seventeen"),
        ("HEARD_SPOOL_MOST_BYTES", "-17"),
    ],
)
def test_a_bad_setting_is_named_and_its_value_is_not(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=f"Set {name}") as error:
        read_settings()
    assert "seventeen" not in str(error.value)


def test_the_harmless_address_may_have_a_path_that_only_looks_telling(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_EXIT_URL", "https://www.shop.example/drapes")
    assert read_settings().exit_url == "https://www.shop.example/drapes"


def test_sites_that_may_frame_ours_are_listed_with_spaces(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().gateway_frame_ancestors == ()
    monkeypatch.setenv("HEARD_GATEWAY_FRAME_ANCESTORS", " https://www.force.example  https://force.example:8443 ")
    assert read_settings().gateway_frame_ancestors == ("https://www.force.example", "https://force.example:8443")


def test_a_start_with_half_of_tls_says_so_and_ends_with_two(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_GATEWAY_TLS_KEY", str(home / "key.pem"))
    result = start(home)
    assert result.returncode == 2
    assert "HEARD_GATEWAY_TLS_CERTIFICATE" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("missing", ["secrets/rasa", "secrets/actions", "keys/intake.pub", "keys/statement.pub"])
def test_a_start_without_a_key_says_which_and_ends_with_two(home: Path, missing: str) -> None:
    (home / missing).unlink()
    result = start(home)
    assert result.returncode == 2
    assert missing in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_start_without_a_danger_model_says_to_train_it(home: Path) -> None:
    result = start(home)
    assert result.returncode == 2
    assert "Run `heard train`" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_danger_model_that_cannot_be_read_says_to_train_it(home: Path) -> None:
    (home / "models").mkdir()
    (home / "models" / "danger-x.npz").write_bytes(b"none")
    result = start(home)
    assert result.returncode == 2
    assert "Run `heard train`" in result.stderr


def test_a_start_without_a_model_of_languages_says_to_train_it(home: Path) -> None:
    with pytest.raises(SettingError, match="Run `heard train`: there is no model of languages"):
        read_settings().language_model()


def test_the_newest_danger_model_is_taken(home: Path) -> None:
    (home / "models").mkdir()
    for name, time in (("danger-b.npz", 1), ("danger-a.npz", 2)):
        (home / "models" / name).touch()
        os.utime(home / "models" / name, (time, time))
    assert read_settings().danger_model().name == "danger-a.npz"


def test_models_of_languages_are_not_taken_for_danger_models(home: Path) -> None:
    (home / "models").mkdir()
    (home / "models" / "languages-a.npz").touch()
    assert read_settings().language_model().name == "languages-a.npz"
    with pytest.raises(SettingError, match="danger model"):
        read_settings().danger_model()


def test_the_order_of_the_questions_is_that_of_the_domain() -> None:
    questions = load_questions(PROJECT / "domain.yml")
    assert questions[0] == "report_kind"
    assert questions[-1] == SEND


def test_a_domain_without_the_report_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text("intents: [a]\nresponses:\n  utter_a:\n    - text: A\n")
    with pytest.raises(ContentError, match="There is no report_form"):
        load_questions(tmp_path / "domain.yml")


def test_a_short_secret_is_refused(home: Path) -> None:
    (home / "secrets" / "rasa").write_text("short")
    with pytest.raises(SettingError, match="secrets/rasa at least 43"):
        read_settings().secret("rasa")


def test_an_intake_key_that_is_none_is_refused(home: Path) -> None:
    (home / "keys" / "intake.pub").write_text("AGE-SECRET-KEY-1")
    result = start(home)
    assert result.returncode == 2
    assert "keys/intake.pub" in result.stderr


def start(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gateway"], cwd=PROJECT, capture_output=True, text=True, timeout=30, check=False
    )
