// One report, opened on this computer.
import { type App, type View } from "../app";
import { h, heading, inset, link, paragraph, summary, warning, type Child } from "../dom";
import type { Account, Addition, Told } from "../parts";
import { isAnonymous, opened, type OpenReport } from "../report";
import { hour, ownWords, shown } from "../shown";
import { contactPart } from "./contact";
import { filesPart } from "./files";
import { notes } from "./inbox";
import { keepingNotes } from "./keeping";
import { proposalNote } from "./proposed";

export const WITHDRAWN =
  "The reporter has taken this report back. Their contact details have been erased here. Do not contact them, and " +
  "use the report only where the law or somebody’s safety needs it.";

const WITHDRAWN_HELD =
  "The reporter has taken this report back. It is held, so nothing of it has been erased, and they were told so. Do " +
  "not contact them, and use the report only where the law or somebody’s safety needs it.";

export async function report(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const { taken } = open;
  const read = h(
    "div",
    { class: "read" },
    ...account(open.account, open.additions),
    ...filesPart(app, open),
    ...contactPart(open),
    ...assessed(open),
  );
  return {
    title: `Report ${id.slice(0, 8)}`,
    caption: shown(open.account.team.name),
    back: "#/inbox/new",
    wide: true,
    body: [
      h("p", { class: "govuk-body" }, ...notes(taken)),
      taken.withdrawn && warning(taken.contact_kept ? WITHDRAWN_HELD : WITHDRAWN),
      ...keepingNotes(open),
      open.redacted &&
        inset("A redacted copy is kept beside this report. ", link(at(id, "print"), "Print it or save it")),
      proposalNote(open),
      h("div", { class: "beside" }, read, acts(app, open)),
    ],
  };
}

export function at(id: string, act: string): string {
  return `#/report/${id}/${act}`;
}

/** What was told, from the account and what was added to it. */
export function account(told: Account, additions: readonly Addition[]): Child[] {
  const missing = told.not_answered.map((each) => h("li", {}, shown(each)));
  return [
    summary([
      ["Report", h("span", { class: "id" }, told.report)],
      ["Received", `${hour(told.received)}, or up to an hour later`],
      ["Why it is here", `${shown(told.routing.rule)} (routing ${shown(told.routing.version)})`],
    ]),
    heading("What they told us"),
    answers(told.answers),
    missing.length > 0 && heading("What was not answered"),
    missing.length > 0 && h("ul", { class: "govuk-list govuk-list--bullet" }, ...missing),
    ...additions.flatMap(addition),
    heading("What they agreed to"),
    agreed(told),
  ];
}

export function answers(told: readonly Told[]): HTMLElement {
  return summary(told.map((each) => [shown(each.question), answer(each)] as const));
}

function answer(told: Told): Child {
  return told.own_words ? ownWords(told.own_words) : shown(told.answer ?? "not given");
}

function addition(each: Addition): Child[] {
  return [heading(`Added ${hour(each.at)}, or up to an hour later`), ownWords(each.own_words)];
}

function agreed({ consent }: Account): HTMLElement {
  const yes = (said: boolean, wording: string | null | undefined): string =>
    `${said ? "Yes" : "No"}${wording ? ` (wording ${shown(wording)})` : ""}`;
  return summary([
    ["Sharing this with the police", yes(consent.share_with_police, consent.wording)],
    ["Being contacted by the police", yes(consent.be_contacted, consent.contact_wording)],
    ["Being referred to a support service", yes(consent.be_referred, consent.refer_wording)],
    ["Agreed", hour(consent.at)],
  ]);
}

function assessed(open: OpenReport): Child[] {
  if (!open.assessment) return [];
  return [heading(`Assessment of ${hour(open.assessment.at)}`), answers(open.assessment.answers)];
}

function acts(app: App, open: OpenReport): HTMLElement {
  const { id, taken } = open;
  const list = [
    ["reply", "Reply"],
    ["ask", "Ask a question"],
    isAnonymous(open) || open.assessment ? ["assessment", "Assess what is at risk"] : null,
    ["assign", "Assign"],
    ["hand-over", "Hand over to another team"],
    ["redact", "Redact"],
    ["print", "Print or save as PDF"],
    ["export", "Save a sealed copy"],
    taken.status === "closed" ? null : ["close", "Close"],
    app.sitting.isLead ? ["exclude", "Keep it from somebody"] : null,
    app.sitting.isLead && taken.erased_on ? ["keep", "Keep it longer"] : null,
    app.sitting.isLead && !taken.hold ? ["hold", "Hold it, so that nothing erases it"] : null,
    app.sitting.isLead && !taken.hold ? ["erase", "Erase it early"] : null,
    ["step-aside", "Step aside"],
  ].filter((each): each is [string, string] => each !== null);
  const items = list.map(([act, text]) => h("li", {}, link(at(id, act), text)));
  const state = taken.assigned ? `Assigned to ${shown(taken.assigned)}.` : "Assigned to nobody.";
  return h(
    "nav",
    { class: "acts", "aria-labelledby": "acts" },
    h("h2", { class: "govuk-heading-m", id: "acts" }, "What you can do"),
    paragraph(state),
    h("ul", { class: "govuk-list" }, ...items),
  );
}
