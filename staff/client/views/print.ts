// A report as it is printed or saved as a PDF, by the browser itself.
import { type App, type View } from "../app";
import { button, h, heading, inset, link, paragraph, warning, type Child } from "../dom";
import { KEPT_HERE } from "../fields";
import { isAnonymous, opened, type OpenReport } from "../report";
import { contactPart } from "./contact";
import { WITHDRAWN, account, answers } from "./report";
import { hour } from "../shown";

const MARKING = "marking";

export async function print(app: App, [id = "", , which = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const isRedacted = which === "redacted";
  const told = isRedacted ? open.redacted : open.account;
  if (!told) return nothingRedacted(id);
  return {
    title: `Report ${id.slice(0, 8)}${isRedacted ? ", redacted" : ""}`,
    back: `#/report/${id}`,
    there: () => mark(id, marking()),
    body: [
      tools(id, open, isRedacted),
      h("p", { class: "govuk-body marking" }, marking()),
      open.taken.withdrawn && warning(WITHDRAWN),
      ...account(told, isRedacted ? [] : open.additions),
      ...(isRedacted ? [] : contactOnPaper(open)),
      ...assessment(open, isRedacted),
    ],
  };
}

/** Whoever wanted the copy is never given the whole report. */
function nothingRedacted(id: string): View {
  const words = "Your team keeps no redacted copy of this report any more. The whole report is not shown here.";
  return { title: "There is no redacted copy", back: `#/report/${id}`, body: [paragraph(words)] };
}

/** Contact details that nobody asked for are not put on paper. */
function contactOnPaper(open: OpenReport): Child[] {
  const isApart = !open.contact && !open.taken.withdrawn && !isAnonymous(open);
  return isApart ? [heading("Contact"), paragraph("The contact details are not in this copy.")] : contactPart(open);
}

function assessment(open: OpenReport, isRedacted: boolean): Child[] {
  if (!open.assessment || isRedacted) return [];
  return [heading(`Assessment of ${hour(open.assessment.at)}`), answers(open.assessment.answers)];
}

function tools(id: string, open: OpenReport, isRedacted: boolean): HTMLElement {
  const other = isRedacted ? `#/report/${id}/print` : `#/report/${id}/print/redacted`;
  const text = isRedacted ? "Show the whole report instead" : "Show the redacted copy instead";
  const field = h("input", {
    id: MARKING,
    class: "govuk-input govuk-!-width-two-thirds",
    value: marking(),
    ...KEPT_HERE,
  });
  field.addEventListener("input", () => mark(id, field.value));
  return h(
    "div",
    { class: "no-print" },
    inset("The paper or the PDF is not locked. Keep it as your force keeps what is marked like this."),
    open.redacted ? paragraph(link(other, text)) : null,
    h(
      "div",
      { class: "govuk-form-group" },
      h("label", { class: "govuk-label", for: MARKING }, "Marking on each page"),
      h("div", { class: "govuk-hint" }, "To save a PDF, choose “Save as PDF” as the printer."),
      field,
    ),
    button("Print or save as PDF", () => window.print()),
  );
}

/** The force's own marking, which the page is served with. */
function marking(): string {
  return document.body.dataset["marking"] ?? "";
}

/** Puts the marking and the report's number on every printed page. */
function mark(id: string, text: string): void {
  const { style } = document.documentElement;
  style.setProperty("--marking", JSON.stringify(text.replace(/[^\p{L}\p{N} .,:()/-]/gu, "")));
  style.setProperty("--report", JSON.stringify(`Report ${id.replace(/[^0-9a-f]/g, "")}`));
  const shown = document.querySelector(".marking");
  if (shown) shown.textContent = text;
}
