"""The routes of a team's work."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from staff import attachments_api, casework_api, handover_api, inbox_api, retention_api
from staff.actors import for_actor, for_report

REPORT = "/api/reports/{report}"


def routes() -> Sequence[web.RouteDef]:
    """For members and leads of a team, and those that a queue's own account can use."""
    return [
        web.get("/api/reports", for_actor(casework_api.listed), allow_head=False),
        # Opening is recorded, so only a request that brings the report may do it.
        web.get(REPORT, for_report(casework_api.opened), allow_head=False),
        web.get("/api/contact-reasons", for_actor(inbox_api.contact_reasons), allow_head=False),
        web.post(f"{REPORT}/contact", for_report(inbox_api.contact)),
        web.get("/api/original-reasons", for_actor(attachments_api.original_reasons), allow_head=False),
        web.post(f"{REPORT}/attachments/{{number}}/clean", for_report(attachments_api.clean)),
        web.post(f"{REPORT}/attachments/{{number}}/original", for_report(attachments_api.original)),
        web.post(f"{REPORT}/replies", for_report(inbox_api.replied)),
        web.put(f"{REPORT}/assignee", for_report(casework_api.assigned)),
        web.post(f"{REPORT}/recusal", for_report(casework_api.stepped_aside)),
        web.post(f"{REPORT}/exclusions", for_report(casework_api.excluded)),
        web.post(f"{REPORT}/hand-over", for_report(handover_api.handed_over)),
        web.put(f"{REPORT}/redaction", for_report(casework_api.redacted)),
        web.post(f"{REPORT}/redaction/confirmation", for_report(casework_api.confirmed_for_good)),
        web.delete(f"{REPORT}/redaction/confirmation", for_report(casework_api.proposal_dropped)),
        web.put(f"{REPORT}/assessment", for_report(casework_api.assessed)),
        web.post(f"{REPORT}/close", for_report(casework_api.closed)),
        web.post(f"{REPORT}/keep", for_report(retention_api.kept_longer)),
        web.put(f"{REPORT}/hold", for_report(retention_api.held)),
        web.delete(f"{REPORT}/hold", for_report(retention_api.released)),
        web.put(f"{REPORT}/erasure", for_report(retention_api.erasure_asked)),
        web.delete(f"{REPORT}/erasure", for_report(retention_api.erasure_dropped)),
        web.post(f"{REPORT}/erasure/confirmation", for_report(retention_api.erasure_confirmed)),
        web.get("/api/retention", for_actor(retention_api.reasons), allow_head=False),
        web.get("/api/outcomes", for_actor(casework_api.all_outcomes), allow_head=False),
        web.get("/api/teams", for_actor(casework_api.teams), allow_head=False),
        web.get("/api/escalations", for_actor(handover_api.escalations), allow_head=False),
        web.post("/api/escalations/{report}/{team}/poke", for_actor(handover_api.poked)),
    ]
