"""What WhatsApp and Messenger share: signature (a published one, and a library), handshake, settings, errors."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from pywa.utils import webhook_updates_validator

from gateway.channels import messenger, whatsapp
from gateway.channels.handing_over import BROKEN
from gateway.channels.meta import App
from gateway.channels.provider import Never, Outcome, Sent, TryAgain
from gateway.channels.settings import ChannelSettings, read
from gateway.settings import SettingError
from tests.gateway.channels.doubles.messenger_double import MessengerDouble
from tests.gateway.channels.doubles.meta_double import SECRET, TOKEN, VERIFY, MetaDouble, digest, error
from tests.gateway.channels.doubles.provider_double import PUBLIC, Refusal
from tests.gateway.channels.doubles.whatsapp_double import WhatsAppDouble
from tests.gateway.channels.phone import Phone

BOTH = [WhatsAppDouble, MessengerDouble]
ANOTHER = "6" * 32
OURS = App("https://graph.example", TOKEN, (SECRET, ANOTHER), (VERIFY, "v" * 24))
# The scheme is also GitHub's, who publish one (docs.github.com, "Validating webhook deliveries").
PUBLISHED = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
ASKED = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}


def test_the_published_signature_is_ours_and_the_doubles() -> None:
    app = App("", TOKEN, ("It's a Secret to Everybody",), ())
    assert app.verify({"X-Hub-Signature-256": f"sha256={PUBLISHED}"}, b"Hello, World!")
    assert digest("It's a Secret to Everybody", b"Hello, World!") == PUBLISHED


@pytest.mark.parametrize("secret", [SECRET, ANOTHER, "7" * 32], ids=["this secret", "the one before", "another"])
@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_written_a_library_and_ours_take_the_same(seed: int, secret: str) -> None:
    chance = random.Random(seed)
    raw = json.dumps(
        {"text": "".join(chance.choices("aé ŁÖ+%&=😀\n\x00؟/<", k=40))}, ensure_ascii=seed % 2 == 0
    ).encode()
    given = f"sha256={digest(secret, raw)}"
    theirs = any(webhook_updates_validator(each, raw, given) for each in OURS.secrets)
    assert OURS.verify({"X-Hub-Signature-256": given}, raw) is theirs is (secret in OURS.secrets)


@pytest.mark.parametrize("token", [VERIFY, "v" * 24], ids=["this token", "the one before"])
def test_meta_is_shown_that_the_webhook_is_ours(token: str) -> None:
    reply = OURS.handshake({**ASKED, "hub.verify_token": token})
    assert reply is not None
    assert (reply.body, reply.content_type, reply.status) == ("1158201444", "text/plain", 200)


@pytest.mark.parametrize(
    "wrong",
    [{"hub.verify_token": ""}, {"hub.verify_token": "é"}, {"hub.verify_token": VERIFY[:-1]},
     {"hub.verify_token": TOKEN}, {"hub.mode": "unsubscribe"}, {"hub.mode": ""}, {"hub.challenge": ""},
     {"hub.challenge": "1" * 257}],
)  # fmt: skip
def test_nobody_else_is_shown_anything(wrong: Mapping[str, str]) -> None:
    assert OURS.handshake({**ASKED, **wrong}) is None


class TestAtTheGateway:
    """The handshake as Meta makes it."""

    @pytest.fixture(params=BOTH, ids=lambda double: str(double.name))
    async def double(self, request: pytest.FixtureRequest) -> MetaDouble:
        made: MetaDouble = request.param()
        return made

    async def test_the_challenge_comes_back_as_plain_text(self, phone: Phone) -> None:
        answer = await phone.client.get(f"/channels/{phone.double.name}", params=ASKED)
        assert (answer.status, answer.content_type, await answer.text()) == (200, "text/plain", "1158201444")

    async def test_a_wrong_token_is_told_nothing(self, phone: Phone) -> None:
        asked = {**ASKED, "hub.verify_token": "x" * 24}
        assert (await phone.client.get(f"/channels/{phone.double.name}", params=asked)).status == 404


@pytest.mark.parametrize(
    ("of", "refusal", "outcome"),
    [
        *((of, error(code), Never(gone=False)) for of in BOTH for code in (0, 3, 10, 33, 100, 190, 200, 299, 368)),
        *((of, error(4), TryAgain(60)) for of in BOTH),
        *((of, error(2), TryAgain(BROKEN)) for of in BOTH),
        *((of, (500, {}, {}), TryAgain(BROKEN)) for of in BOTH),
        *((of, (429, {"Retry-After": "7"}, {}), TryAgain(7)) for of in BOTH),
        *((of, (400, {}, {"error": {"code": 99, "is_transient": True}}), TryAgain(BROKEN)) for of in BOTH),
        *((of, (400, {}, {"error": "no"}), Never(gone=False)) for of in BOTH),
        *((of, (200, {}, {}), Sent()) for of in BOTH),
        *((WhatsAppDouble, error(code), Never(gone=True)) for code in (131021, 131026)),
        *((WhatsAppDouble, error(code), Never(gone=False)) for code in (131047, 131031, 131051, 130472, 131030)),
        (WhatsAppDouble, error(80007), TryAgain(60)),
        (WhatsAppDouble, error(130429), TryAgain(2)),
        (WhatsAppDouble, error(131048), TryAgain(60)),
        (WhatsAppDouble, error(131056), TryAgain(6)),
        (WhatsAppDouble, error(131000), TryAgain(30)),
        *((MessengerDouble, each, Never(gone=True)) for each in (error(551), error(100, 2018001), error(200, 2018108))),
        (MessengerDouble, error(10, 2018278), Never(gone=False)),
        (MessengerDouble, error(613), TryAgain(60)),
        (MessengerDouble, error(1200), TryAgain(30)),
    ],
    ids=lambda value: "",
)  # fmt: skip
async def test_what_meta_answers_is_understood(of: type[MetaDouble], refusal: Refusal, outcome: Outcome) -> None:
    double = of()
    async with TestServer(double.app()) as server, aiohttp.ClientSession() as http:
        double.answers.append(refusal)
        provider = double.provider(str(server.make_url("")).rstrip("/"))
        assert await provider.send(http, double.hers, "hello") == outcome


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for double in (WhatsAppDouble(), MessengerDouble()):
        for name, value in {**double.environment("https://graph.example"), "HEARD_CHANNELS_URL": PUBLIC}.items():
            monkeypatch.setenv(name, value)
        for name, value in double.secrets.items():
            (tmp_path / "secrets").mkdir(exist_ok=True)
            (tmp_path / "secrets" / name).write_text(value)
    return tmp_path


def test_each_is_on_with_all_that_it_needs(home: Path) -> None:
    made = [whatsapp.make(home, read(ChannelSettings)), messenger.make(home, read(ChannelSettings))]
    assert [each and each.app for each in made] == [double().linked("https://graph.example") for double in BOTH]


@pytest.mark.parametrize(
    "missing", ["HEARD_{}", "HEARD_CHANNELS_URL", "secrets/{}", "secrets/{}-app", "secrets/{}-webhook"]
)
@pytest.mark.parametrize(
    ("module", "name", "setting"),
    [(whatsapp, "whatsapp", "WHATSAPP_NUMBER"), (messenger, "messenger", "MESSENGER_PAGE")],
    ids=["whatsapp", "messenger"],
)
def test_half_a_setting_stops_the_start_and_names_the_other_half(
    home: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str, setting: str, missing: str
) -> None:
    missing = missing.format(setting if missing == "HEARD_{}" else name)
    if missing.startswith("HEARD"):
        monkeypatch.delenv(missing)
    else:
        (home / missing).unlink()
    with pytest.raises(SettingError, match=f"Set .*{missing} too") as wrong:
        module.make(home, read(ChannelSettings))  # type: ignore[attr-defined]
    assert not any(each in str(wrong.value) for each in (TOKEN, SECRET, VERIFY))


@pytest.mark.parametrize(
    ("name", "value"), [("NUMBER", "+447700900100"), ("VERSION", "26"), ("API", "http://meta.example")]
)
def test_what_cannot_be_is_named(home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"HEARD_WHATSAPP_{name}", value)
    with pytest.raises(SettingError, match=f"Set HEARD_WHATSAPP_{name}"):
        whatsapp.make(home, read(ChannelSettings))
