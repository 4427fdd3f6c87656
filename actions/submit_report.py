"""The custom action that submits a report."""

from __future__ import annotations

from typing import Any

from actions.intake import Intake, Sending
from actions.protocol import Call, done

NAME = "action_submit_report"


async def run(call: Call, intake: Intake) -> dict[str, Any]:
    """Submits the report in the call's slots; says it is sent only once it is stored."""
    context = call.context
    await intake.submit(
        call.tracker.slots,
        Sending(
            at=context.at,
            submission=context.submission,
            lookup=context.receipt.lookup if context.receipt else None,
            reply_to=context.receipt.recipient if context.receipt else None,
        ),
    )
    return done("utter_report_sent")
