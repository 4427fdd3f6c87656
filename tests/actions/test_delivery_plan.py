"""data/delivery.yml: what is wrong is named by line, and what a target needs and has not stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.delivery.names import EMAIL, INBOX, NOTICE, QUEUE, WEBHOOK
from actions.delivery.opening import Surroundings, open_targets
from actions.key_files import KeyringError
from actions.settings import Settings, SettingsError, read_settings
from content.delivery import load_delivery
from content.files import ContentError
from tests.actions.kit import CANARY, NOW, ROOT, ROUTING, Office

EVERY = """\
teams:
  daisu:
    - queue: heard.daisu
    - webhook: https://cad.force.example/heard
    - email: {to: daisu@force.example, send: notice}
  mash:
    - email: {to: mash@force.example, send: sealed}
"""
WRONG = {
    "teams: {nobody: [{queue: a}]}": "nobody: no such team",
    "teams: {daisu: [{queue: a}, {queue: b}]}": "daisu has two of queue",
    "teams: {daisu: [{queue: a}], professional_standards: [{queue: a}]}": "would see the other's reports",
    "teams: {daisu: [{queue: amq.a}]}": "not a queue's name",
    "teams: {daisu: [{webhook: 'http://force.example'}]}": "not a secure address",
    "teams: {daisu: [{webhook: 'https://a:b@force.example'}]}": "not a secure address",
    "teams: {daisu: [{}]}": "not one target",
    "teams: {daisu: [{queue: a, webhook: 'https://force.example'}]}": "not one target",
    "teams: {daisu: [{email: {to: a@force.example, send: all}}]}": "'notice' or 'sealed'",
    "teams: {daisu: [{inbox: no}]}": "Remove this key",
    "{teams: {}, people: {Mira Lead: a@force.example}}": "should match pattern",
    "{teams: {}, people: {mira: a@force.example, lead: A@force.example}}": "lead has the address of mira",
    "{teams: {daisu: [{email: {to: a@force.example, send: notice}}]}, people: {mira: a@force.example}}": (
        "mira has the address of daisu"
    ),
}
SERVERS = {
    "amqp_url": "amqps://broker.force.example/",
    "smtp_url": "smtps://mail.force.example",
    "smtp_from": "heard@force.example",
}


def plan_file(folder: Path, text: str) -> Path:
    path = folder / "delivery.yml"
    path.write_text(text)
    return path


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError) as raised:
        load_delivery(plan_file(tmp_path, text), ROUTING.teams)
    assert WRONG[text] in str(raised.value)
    assert "delivery.yml:1: " in str(raised.value)


def test_in_the_repository_no_team_has_another_target_than_the_inbox() -> None:
    assert load_delivery(ROOT / "data" / "delivery.yml", ROUTING.teams).teams == {}
    assert load_delivery(ROOT / "data" / "delivery.yml", ROUTING.teams).people == {}


def settings_of(home: Path, **servers: str) -> Settings:
    return Settings.model_validate({"home": home, **SERVERS, **servers})


async def test_every_target_is_opened_and_serves_its_teams_alone(office: Office, tmp_path: Path) -> None:
    plan = load_delivery(plan_file(tmp_path, EVERY), ROUTING.teams)
    secrets = tmp_path / "keys" / "webhooks"
    secrets.mkdir(parents=True)
    (secrets / "daisu.secret").write_text("whsec_" + "a" * 43 + "=\n")
    around = Surroundings(office.sessions, office.intake.keys, lambda: NOW)
    targets = open_targets(plan, settings_of(tmp_path), around)
    served = {name: [team for team in ROUTING.teams if target.serves(team)] for name, target in targets.items()}
    assert served.pop(INBOX) == list(ROUTING.teams)
    assert served == {QUEUE: ["daisu"], WEBHOOK: ["daisu"], NOTICE: ["daisu"], EMAIL: ["mash"]}
    for name in SERVERS:
        with pytest.raises(SettingsError, match=f"^Set HEARD_{name.upper()}: data/delivery.yml names "):
            open_targets(plan, settings_of(tmp_path, **{name: ""}), around)
    (secrets / "daisu.secret").unlink()
    with pytest.raises(KeyringError, match=r"daisu\.secret"):
        open_targets(plan, settings_of(tmp_path), around)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AMQP_URL", f"amqp://user:{CANARY}@broker.force.example/"),
        ("AMQP_URL", CANARY),
        ("SMTP_URL", f"http://{CANARY}"),
        ("SMTP_FROM", CANARY),
    ],
)
def test_a_server_that_cannot_be_used_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"HEARD_{name}", value)
    with pytest.raises(SettingsError, match=f"^Set HEARD_{name} to ") as raised:
        read_settings()
    assert CANARY not in str(raised.value)


def test_passwords_in_settings_do_not_show() -> None:
    assert CANARY not in repr(Settings(amqp_url=f"amqps://a:{CANARY}@b.example/", smtp_url=f"smtps://a:{CANARY}@b"))
