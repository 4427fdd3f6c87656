// What was done to which report, for the auditor, who sees no report.
import { type App, type View } from "../app";
import { h, link, paragraph, warning, type Child } from "../dom";
import { hour, shown } from "../shown";

interface Row {
  row: number;
  at: string;
  actor: string;
  event: string;
  report: string | null;
  team: string | null;
  account: string | null;
}
interface Told {
  rows: Row[];
  verify: { whole: boolean; findings: string[] } | null;
}
const HEADS = ["Row", "Hour", "Who", "What", "Report", "Team", "Account"];
const WHOLE = "Every row is as it was written.";

export async function audit(app: App, [before = ""]: readonly string[]): Promise<View> {
  const told = await app.api.get<Told>(`/api/audit${before ? `?before=${encodeURIComponent(before)}` : ""}`);
  const last = told.rows[told.rows.length - 1];
  return {
    title: "Audit",
    wide: true,
    body: [
      ...verified(told),
      told.rows.length ? table(told.rows) : paragraph("There are no earlier rows."),
      last && last.row > 1 && paragraph(link(`#/audit/${last.row}`, "Earlier rows")),
    ],
  };
}

function verified({ verify }: Told): Child[] {
  if (!verify) return [];
  return verify.whole ? [paragraph(WHOLE)] : verify.findings.map((each) => warning(shown(each)));
}

function table(rows: readonly Row[]): HTMLElement {
  const heads = HEADS.map((each) => h("th", { scope: "col", class: "govuk-table__header" }, each));
  const row = (each: Row): HTMLElement => {
    const cells = [hour(each.at), each.actor, each.event, each.report, each.team, each.account];
    return h(
      "tr",
      { class: "govuk-table__row" },
      h("th", { scope: "row", class: "govuk-table__header" }, String(each.row)),
      ...cells.map((text, at) =>
        h("td", { class: "govuk-table__cell", "data-name": HEADS[at + 1] }, text ? shown(text) : "–"),
      ),
    );
  };
  return h(
    "table",
    { class: "govuk-table" },
    h("caption", { class: "govuk-visually-hidden" }, "What was done, the newest first"),
    h("thead", { class: "govuk-table__head" }, h("tr", { class: "govuk-table__row" }, ...heads)),
    h("tbody", { class: "govuk-table__body" }, ...rows.map(row)),
  );
}
