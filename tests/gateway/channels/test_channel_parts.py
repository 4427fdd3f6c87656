"""The parts of the channels, each alone: parts of a text message, keys, ids, addresses, hours, settings."""

from __future__ import annotations

import random
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from content.files import ContentError
from content.messages import Messages
from content.support import Directory
from content.texting import SHOWN_LOCKED, Texting, by_text, load_texting
from gateway.cards import parts_of
from gateway.channels import signed_webhook, twilio
from gateway.channels.addresses import Addresses
from gateway.channels.opening import fits
from gateway.channels.pseudonyms import Pseudonyms
from gateway.channels.rendering import opened, render
from gateway.channels.safe_hours import safe_at
from gateway.channels.seen import REMEMBERED, Seen
from gateway.channels.segments import MOST, plain, segments, split
from gateway.channels.settings import ChannelSettings, read
from gateway.channels.wording import Wording
from gateway.message import Message, new_choice
from gateway.settings import PROJECT, SettingError
from tests.gateway.conftest import MovableClock

FILE = PROJECT / "data" / "texting.yml"
TELLING = ("abus", "police", "report", "violen", "danger", "999", "rape", "assault", "heard", "crime", "harm", "victim")


@pytest.fixture(scope="module")
def wording(texting: Texting, messages: Messages) -> Wording:
    return Wording(texting, by_text(messages, FILE))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("a" * 459, 3), ("a" * 460, 4),
        ("€" * 80, 1), ("€" * 81, 2), ("[" * 80, 1), ("a" * 159 + "€", 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # the escape does not fit at the end of the first part
        ("ł" * 70, 1), ("ł" * 71, 2), ("ł" * 201, 3), ("ł" * 202, 4), ("😀" * 35, 1), ("😀" * 36, 2),
        ("ł" * 66 + "😀" + "ł" * 67, 3),
    ],
)  # fmt: skip
def test_parts_of_a_message_are_counted_as_a_carrier_does(text: str, parts: int) -> None:
    assert segments(text) == parts


def test_typographic_characters_are_made_plain() -> None:
    assert plain("“It’s 9–5…”") == '"It\'s 9-5..."'
    assert segments(plain("’" * 160)) == 1


def test_a_long_text_is_cut_at_the_ends_of_sentences() -> None:
    pieces = split("One is here. Two is here. Three is here.", lambda text: len(text) <= 26)
    assert pieces == ["One is here. Two is here.", "Three is here."]


@pytest.mark.parametrize("room", range(24, 60))
def test_numbers_and_links_stay_whole(room: int) -> None:
    text = "you can ring 0808 2000 247 or (020) 7008 0151 or go to https://example.org/a/b now and then wait a bit"
    pieces = split(text, lambda piece: len(piece) <= room)
    for whole in ("0808 2000 247", "(020) 7008 0151", "https://example.org/a/b"):
        assert any(whole in piece for piece in pieces)
    assert " ".join(pieces) == text


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_lost_whatever_is_written(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices("ab. \n0€ł😀A?", k=chance.randrange(400)))
    pieces = split(text, lambda piece: segments(piece) <= 1 and len(piece) <= 40)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(segments(piece) <= 1 for piece in pieces)


def test_a_heading_is_not_parted_from_the_first_line_below_it() -> None:
    text = "You said that he was here.\n\nSend a number:\n1 Carry on with what I wrote\n2 Stop"
    assert split(text, lambda piece: len(piece) <= 46) == [
        "You said that he was here.",
        "Send a number:\n1 Carry on with what I wrote",
        "2 Stop",
    ]
    assert split("Send:\n" + "a" * 12, lambda piece: len(piece) <= 12) == ["Send:", "a" * 12]


def test_every_sentence_of_ours_fits_with_the_opening(wording: Wording, directory: Directory) -> None:
    for key, text in sentences(wording):
        pages = render([Message(parts_of(text, directory))], None, wording, fits)
        assert pages.later == (), key
        assert all(segments(page) <= MOST for page in pages.now), key


def test_an_alert_with_its_choice_fits_whole(wording: Wording, directory: Directory) -> None:
    words = wording.messages
    for alert, kept in ((words.danger, words.kept_until_safe), (words.both, words.kept_until_safe),
                        (words.self_harm, words.kept_until_ready)):  # fmt: skip
        parts = (*parts_of(alert, directory), *parts_of(kept, directory))
        pages = render([Message(parts, (new_choice(words.carry_on),), alert="danger")], None, wording, fits)
        assert len(pages.now) == 1
        assert "\n1 Carry on with what I wrote" in pages.now[0]
        assert "999" in pages.now[0]


def test_every_answer_of_domain_yml_is_sent_in_pages_that_fit(wording: Wording, directory: Directory) -> None:
    """Those that have more than one page wait for MORE; each page has the opening and whole sentences."""
    from content.files import load
    from content.rasa import Domain

    responses = load(PROJECT / "domain.yml", Domain).responses
    assert len(responses) > 100
    for name, variations in responses.items():
        for variation in variations:
            choices = tuple(new_choice(button.title) for button in variation.buttons)
            pages = render([Message(parts_of(variation.text, directory), choices)], None, wording, fits)
            assert len(pages.now) == 1, name
            assert len(pages.later) <= 2, name
            for page in (*pages.now, *pages.later):
                assert segments(page) <= MOST, name
                assert page.startswith(f"{wording.texting.opening}\n\n"), name


def test_the_first_forty_characters_of_every_message_tell_nothing(wording: Wording) -> None:
    for message in (opened("He abuses her.", wording), wording.texting.left):
        shown = message[:SHOWN_LOCKED].casefold()
        assert not [word for word in TELLING if word in shown]


def test_an_opening_that_does_not_cover_what_a_locked_phone_shows_is_refused(tmp_path: Path) -> None:
    changed = FILE.read_text().replace("opening: Hello, this is the answer to your last message.", "opening: Hello.")
    (tmp_path / "texting.yml").write_text(changed)
    with pytest.raises(ContentError, match="Write a longer opening"):
        load_texting(tmp_path / "texting.yml")


def test_a_sentence_that_is_in_no_other_file_is_refused(tmp_path: Path, messages: Messages) -> None:
    (tmp_path / "texting.yml").write_text(FILE.read_text().replace("  welcome: |", "  welcom: |"))
    with pytest.raises(ContentError, match="does not fit"):
        by_text(messages, tmp_path / "texting.yml")


def sentences(wording: Wording) -> list[tuple[str, str]]:
    said = wording.texting.model_dump(exclude={"understood", "signals", "safe_hours", "instead", "left_out"})
    return [*said.items(), *_flat(wording.messages.model_dump())]


def _flat(node: object, key: str = "") -> list[tuple[str, str]]:
    if isinstance(node, str):
        return [(key, node)]
    items = node.items() if isinstance(node, dict) else ()
    return [each for name, value in items for each in _flat(value, f"{key}.{name}")]


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), ("2.", 2), ("Reply 2", 2), ("no. 2", 2), ("#2", 2), ("two", 2), ("Option Two!", 2), ("02", 2), ("２", 2),
     ("2️⃣", 2), ("twenty", 20), ("2 of them", None), ("207", None), ("two men", None), ("", None), ("-", None)],
)  # fmt: skip
def test_numbers_are_read_however_they_are_written(wording: Wording, text: str, number: int | None) -> None:
    assert wording.number(text) == number


def test_a_sender_is_found_again_until_the_key_has_changed_twice(clock: MovableClock) -> None:
    names = Pseudonyms(timedelta(hours=24), clock)
    token, before = names.tokens("a", "+447700900123")
    assert names.tokens("a", "+447700900123") == (token, before)
    clock.move(hours=25)
    assert names.tokens("a", "+447700900123")[1] == token
    clock.move(hours=24)
    assert token not in names.tokens("a", "+447700900123")


def test_nobody_shares_a_token_and_none_tells_a_number(clock: MovableClock) -> None:
    names, others = Pseudonyms(timedelta(hours=24), clock), Pseudonyms(timedelta(hours=24), clock)
    tokens = {names.tokens(provider, sender)[0] for provider in "ab" for sender in ("1", "2")}
    assert len(tokens | {others.tokens("a", "1")[0]}) == 5
    assert all(len(token) == 43 for token in tokens)


def test_a_key_that_is_no_longer_used_is_overwritten(clock: MovableClock) -> None:
    names = Pseudonyms(timedelta(hours=24), clock)
    keys = list(names._keys)
    clock.move(hours=24 * 10)
    names.tokens("a", "1")
    assert [bytes(key) for key in keys] == [bytes(32)] * 2


def test_an_id_is_new_once_within_a_day_and_for_each_provider(clock: MovableClock) -> None:
    seen = Seen(clock)
    assert [seen.is_new("a", "1"), seen.is_new("a", "1"), seen.is_new("b", "1")] == [True, False, True]
    clock.now += REMEMBERED
    assert seen.is_new("a", "1")


def test_only_so_many_ids_are_remembered_the_oldest_forgotten_first(clock: MovableClock) -> None:
    seen = Seen(clock, most=3)
    assert all(seen.is_new("a", str(number)) for number in range(4))
    assert not seen.is_new("a", "3")
    assert seen.is_new("a", "0")


def test_an_address_is_sealed_and_opened_by_this_process_alone() -> None:
    ours, others = Addresses(), Addresses()
    sealed = ours.seal("+447700900123")
    assert ours.open(sealed) == "+447700900123"
    assert b"900123" not in sealed.sealed
    assert "900123" not in repr(sealed)
    assert ours.seal("+447700900123") != sealed
    with pytest.raises(Exception, match=r"^$"):
        others.open(sealed)


@pytest.mark.parametrize(
    ("said", "hour", "safe"),
    [(None, 3, True), ("any_time", 3, True), ("daytime", 12, True), ("daytime", 7, False), ("daytime", 18, False),
     ("evening", 21, True), ("evening", 22, False), ("sealed:AAAA", 12, False), ("skipped", 3, True)],
)  # fmt: skip
def test_safe_hours_are_those_she_named(texting: Texting, said: str | None, hour: int, safe: bool) -> None:
    at = datetime(2026, 11, 25, hour, tzinfo=UTC)
    assert safe_at(texting, said, ZoneInfo("Europe/London"))(at) is safe


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("TWILIO_ACCOUNT", "TWILIO_SENDER", "WEBHOOK_ANSWERS", "CHANNELS_URL"):
        monkeypatch.delenv(f"HEARD_{name}", raising=False)
    (tmp_path / "secrets").mkdir(mode=stat.S_IRWXU)
    return tmp_path


def secret(home: Path, name: str, *lines: str) -> None:
    (home / "secrets" / name).write_text("\n".join(lines))


def test_a_channel_that_is_not_set_is_off(home: Path) -> None:
    channels = read(ChannelSettings)
    assert twilio.make_sms(home, channels) is None
    assert signed_webhook.make(home, channels) is None


@pytest.mark.parametrize(
    "missing", ["HEARD_TWILIO_ACCOUNT", "HEARD_TWILIO_SENDER", "secrets/twilio", "HEARD_CHANNELS_URL"]
)
def test_half_a_setting_stops_the_start_and_names_the_other_half(
    home: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    whole = {"HEARD_TWILIO_ACCOUNT": "AC1", "HEARD_TWILIO_SENDER": "+1", "HEARD_CHANNELS_URL": "https://heard.example"}
    for name, value in whole.items():
        monkeypatch.setenv(name, value)
    secret(home, "twilio", "t" * 32)
    made = twilio.make_sms(home, read(ChannelSettings))
    assert made is not None
    assert made.callback == "https://heard.example/channels/twilio"
    if missing in whole:
        monkeypatch.delenv(missing)
    else:
        (home / missing).unlink()
    with pytest.raises(SettingError, match=f"Set .*{missing} too"):
        twilio.make_sms(home, read(ChannelSettings))


def test_a_secret_that_cannot_be_one_is_named_and_not_shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_WEBHOOK_ANSWERS", "https://answers.example/")
    for lines in (["whsec_short-but-not-too"], ["not-a-webhooks-secret"], ["a" * 40, "b" * 40, "c" * 40], ["x"]):
        secret(home, "webhook", *lines)
        with pytest.raises(SettingError, match="webhook") as error:
            signed_webhook.make(home, read(ChannelSettings))
        assert lines[0] not in str(error.value).split()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHANNELS_URL", "http://heard.example"),
        ("CHANNELS_URL", "https://heard.example/a"),
        ("CHANNELS_KEY_HOURS", "0"),
    ],
)
def test_a_bad_value_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"HEARD_{name}", value)
    with pytest.raises(SettingError, match=f"Set HEARD_{name}"):
        read(ChannelSettings)


def test_answers_go_nowhere_without_tls_but_on_this_machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_WEBHOOK_ANSWERS", "http://answers.example/")
    with pytest.raises(SettingError, match="HEARD_WEBHOOK_ANSWERS"):
        signed_webhook.make(home, read(ChannelSettings))
