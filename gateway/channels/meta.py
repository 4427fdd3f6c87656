"""What WhatsApp's Cloud API and Messenger share: Meta's Graph API (https://developers.facebook.com/docs/graph-api).

Their signature: HMAC-SHA256 over the body, keyed with the app's secret; `sha256=` and hexadecimal in
X-Hub-Signature-256. It signs no time of its own, but each message says when it was written. What is not answered with
200 comes again for days, and in the end the webhook is switched off.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import aiohttp
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic_settings import BaseSettings

from gateway.channels.handing_over import BROKEN, hand_over, later, said
from gateway.channels.provider import Never, Outcome, Reply, Sent, TryAgain
from gateway.channels.settings import Address, ChannelSettings, is_on, secrets_of

SIGNATURE = "X-Hub-Signature-256"
TAKEN = Reply("EVENT_RECEIVED")
LONGEST_CHALLENGE = 256  # characters
MINUTE = 60.0
# What a code or subcode of an error means; those of one product alone stand in its module.
ERRORS: Mapping[int, Outcome] = {
    0: Never(gone=False),  # not authenticated
    1: TryAgain(MINUTE / 2),  # unknown, perhaps theirs
    2: TryAgain(BROKEN),  # theirs
    3: Never(gone=False),  # not allowed
    4: TryAgain(MINUTE),  # too many calls of the app
    10: Never(gone=False),  # not allowed, or no longer
    190: Never(gone=False),  # the access token has ended
}

Name = Annotated[str, StringConstraints(min_length=1, max_length=256)]


class Part(BaseModel):
    """A part of a webhook. What else is in it is not looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Entry(Part):
    """What happened at one account or page."""

    id: Name
    changes: Sequence[Any] = ()
    messaging: Sequence[Any] = ()


class Webhook(Part):
    """The whole of a webhook."""

    object: str
    entry: Sequence[Entry]


class MetaSettings(BaseSettings):
    """What is set for either; the prefix is its own."""

    api: Address = "https://graph.facebook.com"
    version: Annotated[str, Field(pattern=r"^v\d{1,3}\.\d$")] = "v26.0"  # of July 2026


@dataclass(frozen=True)
class App:
    """An app of ours at Meta, with the access token for a number or page."""

    url: str  # where messages are sent
    token: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    webhook: tuple[str, ...] = field(repr=False)  # what we told Meta to verify the webhook with

    def handshake(self, query: Mapping[str, str]) -> Reply | None:
        """The challenge, for whoever knows what the webhook is verified with."""
        challenge, given = query.get("hub.challenge", ""), query.get("hub.verify_token", "")
        fits = [_same(given, each) for each in self.webhook]  # each is compared
        if query.get("hub.mode") != "subscribe" or not any(fits) or not 0 < len(challenge) <= LONGEST_CHALLENGE:
            return None
        return Reply(challenge)

    def verify(self, headers: Mapping[str, str], raw: bytes) -> bool:
        """Whether Meta signed these very bytes for this app."""
        given = headers.get(SIGNATURE, "")
        fits = [_same(given, f"sha256={_digest(secret, raw)}") for secret in self.secrets]
        return any(fits)

    async def send(
        self, http: aiohttp.ClientSession, message: Mapping[str, Any], errors: Mapping[int, Outcome]
    ) -> Outcome:
        """Hands a message over. `errors`: what their codes mean."""
        # By its proof the token is of no use to whoever finds it without the app's secret.
        params = {"appsecret_proof": _digest(self.secrets[0], self.token.encode())}
        headers = {"Authorization": f"Bearer {self.token}"}
        return await hand_over(
            http, self.url, _outcome({**ERRORS, **errors}), json=message, params=params, headers=headers
        )


def make_app(
    home: Path, channels: ChannelSettings, settings: MetaSettings, ours: Mapping[str, str], name: str
) -> App | None:
    """The app as it is set, with `ours` (a number or page); None when it is not. Raises `SettingError` for a half."""
    tokens, secrets, webhook = (secrets_of(home, each) for each in (name, f"{name}-app", f"{name}-webhook"))
    path = f"HEARD_HOME/secrets/{name}"
    own = {**ours, path: tokens, f"{path}-app": secrets, f"{path}-webhook": webhook}
    if not is_on(own) or not is_on({**own, "HEARD_CHANNELS_URL": channels.url}):
        return None
    (sender,) = ours.values()
    return App(f"{settings.api}/{settings.version}/{sender}/messages", tokens[0], secrets, webhook)


def _digest(key: str, signed: bytes) -> str:
    return hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), right.encode())


def _outcome(errors: Mapping[int, Outcome]) -> Callable[[aiohttp.ClientResponse], Awaitable[Outcome]]:
    async def outcome(answer: aiohttp.ClientResponse) -> Outcome:
        if answer.status == 200:
            return Sent()
        error = (await said(answer)).get("error")
        known = error if isinstance(error, dict) else {}
        meant = errors.get(known.get("error_subcode", -1)) or errors.get(known.get("code", -1))
        match meant:
            case TryAgain(seconds):
                return later(answer, seconds)
            case None if answer.status == 429:
                return later(answer, MINUTE)
            case None if answer.status >= 500 or known.get("is_transient") is True:
                return TryAgain(BROKEN)
        return meant or Never(gone=False)

    return outcome
