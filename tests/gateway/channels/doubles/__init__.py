"""Doubles of the providers' own APIs, because no carrier can run here."""

from __future__ import annotations

from tests.gateway.channels.doubles.provider_double import ProviderDouble
from tests.gateway.channels.doubles.twilio_double import TwilioDouble
from tests.gateway.channels.doubles.webhook_double import WebhookDouble

DOUBLES: tuple[type[ProviderDouble], ...] = (TwilioDouble, WebhookDouble)
