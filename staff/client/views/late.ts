// What stayed unread past its clock, for whoever it was passed up to.
import { type App, type View } from "../app";
import { h, paragraph, tag } from "../dom";
import { form } from "../forms";
import { shown } from "../shown";
import { byUrgency, urgency } from "../urgency";
import { reportLink } from "./inbox";

interface Late {
  id: string;
  team: string;
  due: string;
}

export async function late(app: App): Promise<View> {
  const { reports } = await app.api.get<{ reports: Late[] }>("/api/escalations");
  const lines = reports.map((each) => ({ ...each, late: true })).sort(byUrgency);
  const explained = app.sitting.isAbove
    ? "These reports were not read in time, and were passed up to you. Only the team itself can open one."
    : "These reports of your team were not read in time.";
  return {
    title: "Late reports",
    wide: true,
    body: lines.length ? [paragraph(explained), table(app, lines)] : [paragraph("No report is late.")],
  };
}

function table(app: App, lines: readonly Late[]): HTMLElement {
  const heads = ["Report", "Team", "Urgency", app.sitting.isAbove && "What you can do"]
    .filter(Boolean)
    .map((each) => h("th", { scope: "col", class: "govuk-table__header" }, each));
  return h(
    "table",
    { class: "govuk-table" },
    h("caption", { class: "govuk-visually-hidden" }, "Late reports, the latest first"),
    h("thead", { class: "govuk-table__head" }, h("tr", { class: "govuk-table__row" }, ...heads)),
    h("tbody", { class: "govuk-table__body" }, ...lines.map((line) => row(app, line))),
  );
}

function row(app: App, line: Late): HTMLElement {
  const cell = (name: string, child: Node | string): HTMLElement =>
    h("td", { class: "govuk-table__cell", "data-name": name }, child);
  const own = line.team === app.team;
  return h(
    "tr",
    { class: "govuk-table__row" },
    h("th", { scope: "row", class: "govuk-table__header" }, own ? reportLink(line.id) : line.id.slice(0, 8)),
    cell("Team", shown(line.team)),
    cell("Urgency", tag(urgency({ ...line, late: true }, new Date()), "red")),
    app.sitting.isAbove && cell("What you can do", askAgain(app, line)),
  );
}

function askAgain(app: App, line: Late): HTMLElement {
  const where = `/api/escalations/${encodeURIComponent(line.id)}/${encodeURIComponent(line.team)}/poke`;
  const send = async (): Promise<void> => {
    await app.api.send("POST", where);
    app.go("#/late", `The team was told again to read report ${line.id.slice(0, 8)}.`);
  };
  return form({ fields: [], button: "Tell the team again", plain: true, about: `report ${line.id.slice(0, 8)}`, send });
}
