"""Why a team's call to the staff process came to nothing, in sentences that say what to do."""

from __future__ import annotations


class InboxError(Exception):
    """The answer was no. Says so in a sentence."""

    code = 1


class CannotTryError(InboxError):
    """It could not even be tried; the sentence says what to change."""

    code = 2


class NoSuchReportError(InboxError):
    """The team has no such report."""

    def __init__(self) -> None:
        super().__init__("Your team has no such report. `heard inbox list` shows the ones it has.")


class CannotUnlockError(InboxError):
    """The staff process cannot take the outer lock off."""

    def __init__(self) -> None:
        super().__init__(
            "This report cannot be opened: its key is gone, or it was changed. Tell whoever looks after Heard."
        )


class UnreadError(InboxError):
    """Something of the report was not read."""

    def __init__(self) -> None:
        super().__init__("Something in this report is unread. `heard inbox open` shows it; then do this again.")


class NotAnnouncedError(InboxError):
    """Only what is about to be erased can be kept longer."""

    def __init__(self) -> None:
        super().__init__("Nothing is about to erase this report.")


class NotRotatingError(InboxError):
    """Reports are sealed anew only while a key is being rotated."""

    def __init__(self) -> None:
        super().__init__("This team has no replaced key that is not revoked. Run `heard keys rotate` first.")


class ChangedMeanwhileError(InboxError):
    """A part is not what was fetched, or the rotation is over."""

    def __init__(self) -> None:
        super().__init__("The report has changed meanwhile. Nothing of it was exchanged.")
