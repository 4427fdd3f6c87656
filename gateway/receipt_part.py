"""A receipt as it stands in a message."""

from __future__ import annotations

from gateway.gateway import Gateway
from gateway.message import ReceiptWords
from gateway.receipt_forms import Form


def receipt_part(gateway: Gateway, words: str, form: Form = "words", more: str = "") -> ReceiptWords:
    """The receipt of `words` in `form`, with what it is and `more` around it."""
    sentences = gateway.messages
    around = sentences.receipt if form == "words" else getattr(sentences.receipt_as, form)
    written = gateway.forms.write(words, form)
    return ReceiptWords(written, "\n\n".join(filter(None, (around.format(words=written), more))))
