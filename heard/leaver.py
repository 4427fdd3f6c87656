"""The drill for when somebody leaves a team: what is done, and what nobody can take back from them."""

from __future__ import annotations

from collections.abc import Sequence

STILL_HELD = """\
What whoever leaves may still have, and what to do about it:
- Backups made before now: the old key opens what is in them. Let them run out, or keep them where they cannot reach.
- Reports they opened: printed, copied, or in a window that is still open. Ask for them, and record the answer.
- A copy of the old private key: it opens nothing that is stored or comes in from now on.
- Messages sent to the team outside Heard. Heard does not know of them.
The old private key stays in keys/teams/former/. Keep it offline while such backups are kept, then destroy it."""


def leaver_steps(team: str, now: str, retired: Sequence[str]) -> str:
    """What will be done, for the team whose key has the fingerprint `now`."""
    steps = (
        f"Make a new key for {team}; {now} signs nobody in from then on, and everybody signed in is signed out.",
        "Seal every stored report of the team to the new key, in memory. None counts as opened.",
        f"Revoke {', '.join((now, *retired))}: never sealed to or signed in with again, also when put back.",
        "Say what whoever leaves may still have.",
    )
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
