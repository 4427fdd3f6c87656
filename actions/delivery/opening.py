"""Opens the targets that data/delivery.yml names; what one of them needs and has not stops the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from actions.database.engine import Sessions
from actions.delivery.names import EMAIL, INBOX, NOTICE, QUEUE, WEBHOOK
from actions.delivery.parcel import Target
from actions.delivery.posting import needed, open_post
from actions.delivery.targets.inbox import Inbox
from actions.delivery.targets.mail import SealedMail
from actions.delivery.targets.notice import Notices
from actions.delivery.targets.queue import Queues
from actions.delivery.targets.webhook import Hook, Webhooks, read_hook_secret
from actions.keyring import Keyring
from actions.settings import Settings
from actions.times import Clock
from content.delivery import Plan

SECRETS = Path("keys") / "webhooks"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What targets use of the rest of the action server."""

    sessions: Sessions
    keys: Keyring
    clock: Clock


def open_targets(plan: Plan, settings: Settings, around: Surroundings) -> Mapping[str, Target]:
    """The targets by name; nothing is connected yet. Raises `SettingsError` or `KeyringError`."""
    targets: dict[str, Target] = {INBOX: Inbox()}
    if queues := plan.queues():
        targets[QUEUE] = Queues(needed(settings.amqp_url, "HEARD_AMQP_URL", "a queue"), queues)
    if webhooks := plan.webhooks():
        folder = settings.home / SECRETS
        hooks = {team: Hook(url, read_hook_secret(folder / f"{team}.secret")) for team, url in webhooks.items()}
        targets[WEBHOOK] = Webhooks(hooks, around.clock)
    if notices := plan.mail("notice"):
        targets[NOTICE] = Notices(open_post(settings), notices, around.sessions, around.clock)
    if sealed := plan.mail("sealed"):
        targets[EMAIL] = SealedMail(open_post(settings), sealed, around.keys)
    return targets
