"""The same conversation by text: one module a provider, behind the interface of `provider.py` (docs/channels.md)."""
