"""Doubles of the providers' own APIs, because no carrier can run here."""

from __future__ import annotations

from tests.gateway.channels.doubles.messenger_double import MessengerDouble
from tests.gateway.channels.doubles.notify_double import NotifyDouble
from tests.gateway.channels.doubles.provider_double import ProviderDouble
from tests.gateway.channels.doubles.telegram_double import TelegramDouble
from tests.gateway.channels.doubles.twilio_double import TwilioDouble, TwilioWhatsAppDouble
from tests.gateway.channels.doubles.webhook_double import WebhookDouble
from tests.gateway.channels.doubles.whatsapp_double import WhatsAppDouble

DOUBLES: tuple[type[ProviderDouble], ...] = (
    TwilioDouble,
    TwilioWhatsAppDouble,
    WhatsAppDouble,
    MessengerDouble,
    WebhookDouble,
    TelegramDouble,
    NotifyDouble,
)
