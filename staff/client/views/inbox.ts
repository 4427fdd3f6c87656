// The team's reports by state, the late ones first.
import { type App, type View } from "../app";
import { h, link, paragraph, tag, type Child } from "../dom";
import type { Line } from "../report";
import { day, hour, shown } from "../shown";
import { byUrgency, urgency } from "../urgency";

const STATES = [
  { at: "new", status: "received", title: "New", none: "There are no new reports." },
  { at: "read", status: "opened", title: "Read", none: "No report has been read and not yet answered." },
  { at: "answered", status: "answered", title: "Answered", none: "No report has been answered and not yet closed." },
  { at: "closed", status: "closed", title: "Closed", none: "No report is closed." },
] as const;
const DIGITS_SHOWN = 8;

export async function inbox(app: App, [at = "new"]: readonly string[]): Promise<View> {
  const state = STATES.find((each) => each.at === at) ?? STATES[0];
  const { reports } = await app.api.get<{ reports: Line[] }>("/api/reports");
  const lines = reports.filter((each) => each.status === state.status).sort(byUrgency);
  return {
    title: `${state.title} reports`,
    wide: true,
    body: [states(reports, state.at), lines.length ? table(lines) : paragraph(state.none)],
  };
}

function states(reports: readonly Line[], now: string): HTMLElement {
  const item = ({ at, status, title }: (typeof STATES)[number]): HTMLElement => {
    const lines = reports.filter((each) => each.status === status);
    const late = lines.filter((each) => each.late).length;
    const current = at === now ? "page" : undefined;
    const text = `${title} (${lines.length}${late ? `, ${late} late` : ""})`;
    return h("li", {}, h("a", { class: "govuk-link", href: `#/inbox/${at}`, "aria-current": current }, text));
  };
  return h("nav", { "aria-label": "Reports by state", class: "states" }, h("ul", {}, ...STATES.map(item)));
}

function table(lines: readonly Line[]): HTMLElement {
  const clocks = lines.some((each) => each.due);
  const heads = ["Report", "Received", "Why it is here", clocks && "Urgency", "Assigned to", "To know"];
  const head = heads.filter(Boolean).map((each) => h("th", { scope: "col", class: "govuk-table__header" }, each));
  return h(
    "table",
    { class: "govuk-table" },
    h("caption", { class: "govuk-visually-hidden" }, "Reports, the late ones first"),
    h("thead", { class: "govuk-table__head" }, h("tr", { class: "govuk-table__row" }, ...head)),
    h("tbody", { class: "govuk-table__body" }, ...lines.map((line) => row(line, clocks))),
  );
}

function row(line: Line, clocks: boolean): HTMLElement {
  const cell = (name: string, ...children: readonly Child[]): HTMLElement =>
    h("td", { class: "govuk-table__cell", "data-name": name }, ...children);
  const first = h("th", { scope: "row", class: "govuk-table__header" }, reportLink(line.id));
  return h(
    "tr",
    { class: "govuk-table__row" },
    first,
    cell("Received", hour(line.received)),
    cell("Why it is here", shown(line.rule)),
    clocks && cell("Urgency", line.late ? tag(urgency(line, new Date()), "red") : urgency(line, new Date())),
    cell("Assigned to", line.assigned ? shown(line.assigned) : "nobody"),
    cell("To know", ...notes(line)),
  );
}

export function reportLink(id: string): HTMLElement {
  return link(`#/report/${id}`, id.slice(0, DIGITS_SHOWN), "id");
}

/** What has to be known before the report is opened. */
export function notes(line: Line): readonly Child[] {
  const told = [
    line.added && tag("Something was added", "blue"),
    line.withdrawn && tag("Taken back", "orange"),
    line.needs_somebody && tag("Needs somebody else", "red"),
    line.erased_on && tag(`Will be erased on ${day(line.erased_on)}`, "orange"),
    line.hold && tag("Held", "purple"),
    line.erasure && tag("Somebody asked to erase it", "red"),
  ].filter((each): each is HTMLElement => Boolean(each));
  return told.flatMap((each) => [each, " "]);
}
