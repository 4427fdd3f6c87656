"""Puts together the channels that are set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from content.campaign_codes import load_campaign_codes
from content.rasa import BY_TEXT
from content.texting import by_text, load_texting
from gateway.channels import messenger, notify_sms, signed_webhook, telegram, twilio, whatsapp
from gateway.channels.addresses import Addresses
from gateway.channels.answering import Answering
from gateway.channels.outbox import Outbox
from gateway.channels.provider import Provider
from gateway.channels.pseudonyms import Pseudonyms
from gateway.channels.seen import Seen
from gateway.channels.segments import MOST, segments
from gateway.channels.settings import ChannelSettings, read
from gateway.channels.webhooks import Channels
from gateway.channels.wording import Wording
from gateway.gateway import Gateway

MAKERS: tuple[Callable[[Path, ChannelSettings], Provider | None], ...] = (
    twilio.make_sms,
    twilio.make_whatsapp,
    whatsapp.make,
    messenger.make,
    telegram.make,
    notify_sms.make,
    signed_webhook.make,
)


def open_channels(gateway: Gateway) -> Channels:
    """The channels in the environment. Raises `SettingError` for half a setting, and `ContentError`."""
    settings = read(ChannelSettings)
    made = (make(gateway.settings.home, settings) for make in MAKERS)
    providers = [provider for provider in made if provider is not None]
    return with_providers(gateway, settings, providers) if providers else Channels(settings.url)


def with_providers(gateway: Gateway, settings: ChannelSettings, providers: list[Provider]) -> Channels:
    """A channel for each provider."""
    path = gateway.settings.content / "data" / "texting.yml"
    wording = Wording(load_texting(path), by_text(gateway.messages, path))
    # No answer is awaited in the same second: each danger check is on a thread, and webhooks are taken meanwhile.
    left_out = frozenset(wording.texting.left_out)
    by_channel = replace(
        gateway, messages=wording.messages, channel=BY_TEXT, left_out=left_out, is_quick=lambda text: False
    )
    pseudonyms = Pseudonyms(timedelta(hours=settings.key_hours), gateway.clock)
    codes = load_campaign_codes(path.with_name("campaign-codes.yml")).by_code
    return Channels(settings.url, tuple(_answering(by_channel, each, wording, pseudonyms, codes) for each in providers))


def fits(text: str) -> bool:
    """Whether a whole message is no longer than an answer may be."""
    return segments(text) <= MOST


def _answering(
    gateway: Gateway, provider: Provider, wording: Wording, pseudonyms: Pseudonyms, codes: Mapping[str, str]
) -> Answering:
    addresses = Addresses()

    async def gone(token: str) -> None:
        await answering.forget(token)

    outbox = Outbox(provider, addresses, gateway.clock, gone)
    answering = Answering(gateway, provider, wording, pseudonyms, addresses, Seen(gateway.clock), outbox, fits, codes)
    return answering
