"""Delivery: what is stored is taken to the teams' targets. Here is what every process needs; targets load their own."""

from actions.delivery.names import INBOX as INBOX
from actions.delivery.relay import Relay as Relay
from actions.delivery.targets.inbox import Inbox as Inbox
