// The fields of a form, marked up as GOV.UK Frontend's components are.
import { h } from "./dom";

export interface Field {
  name: string;
  label: string;
  kind: "text" | "password" | "secret" | "code" | "file" | "words" | "radios" | "tick";
  hint?: string;
  /** What is said when nothing is given; without it nothing has to be. */
  missing?: string;
  most?: number;
  value?: string;
  rows?: number;
  choices?: readonly { value: string; title: string; hint?: string }[];
  autocomplete?: string;
}

const CODE_DIGITS = 6;
/** Some browsers send what they check the spelling of, or finish for you, to their maker. */
export const KEPT_HERE = { autocomplete: "off", spellcheck: "false", autocorrect: "off" };

export function control(field: Field): HTMLElement {
  if (field.kind === "radios") return radios(field);
  if (field.kind === "tick") return tick(field);
  return group(
    field,
    h("label", { class: "govuk-label", for: field.name }, field.label),
    hint(field),
    field.kind === "words" ? area(field) : input(field),
  );
}

function group(field: Field, ...children: readonly (HTMLElement | null)[]): HTMLElement {
  return h("div", { class: "govuk-form-group", "data-field": field.name }, ...children);
}

function hint(field: Field): HTMLElement | null {
  return field.hint ? h("div", { id: `${field.name}-hint`, class: "govuk-hint" }, field.hint) : null;
}

function common(field: Field): Record<string, string | undefined> {
  const hinted = field.hint ? `${field.name}-hint` : undefined;
  return { id: field.name, name: field.name, "aria-describedby": hinted, "data-hint": hinted };
}

function input(field: Field): HTMLElement {
  if (field.kind === "file") return h("input", { ...common(field), type: "file", class: "govuk-file-upload" });
  const code = field.kind === "code";
  return h("input", {
    ...common(field),
    type: field.kind === "password" ? "password" : "text",
    // What is secret has no type "password": browsers offer to store those.
    class: `govuk-input ${code ? "govuk-input--width-10" : "govuk-!-width-two-thirds"} ${field.kind}`,
    inputmode: code ? "numeric" : undefined,
    maxlength: code ? String(CODE_DIGITS * 2) : undefined,
    ...KEPT_HERE,
    autocomplete: field.autocomplete ?? "off",
    value: field.value ?? "",
  });
}

function area(field: Field): HTMLElement {
  const made = h("textarea", {
    ...common(field),
    class: "govuk-textarea",
    rows: String(field.rows ?? 8),
    ...KEPT_HERE,
    dir: "auto",
  });
  made.value = field.value ?? "";
  return made;
}

function radios(field: Field): HTMLElement {
  const hinted = field.hint ? `${field.name}-hint` : undefined;
  const legend = h("legend", { class: "govuk-fieldset__legend govuk-fieldset__legend--m" }, field.label);
  const choices = (field.choices ?? []).map((each, at) => choice(field, each, `${field.name}-${at}`));
  const all = h("div", { class: "govuk-radios" }, ...choices);
  const set = { class: "govuk-fieldset", "aria-describedby": hinted, "data-hint": hinted };
  return group(field, h("fieldset", set, legend, hint(field), all));
}

function choice(field: Field, each: { value: string; title: string; hint?: string }, id: string): HTMLElement {
  const hinted = each.hint ? `${id}-hint` : undefined;
  return h(
    "div",
    { class: "govuk-radios__item" },
    h("input", {
      ...{ id, type: "radio", class: "govuk-radios__input", name: field.name, value: each.value },
      ...{ checked: each.value === field.value, "aria-describedby": hinted },
    }),
    h("label", { class: "govuk-label govuk-radios__label", for: id }, each.title),
    each.hint ? h("div", { id: hinted, class: "govuk-hint govuk-radios__hint" }, each.hint) : null,
  );
}

function tick(field: Field): HTMLElement {
  const box = h(
    "div",
    { class: "govuk-checkboxes__item" },
    h("input", { ...common(field), type: "checkbox", class: "govuk-checkboxes__input", value: "yes" }),
    h("label", { class: "govuk-label govuk-checkboxes__label", for: field.name }, field.label),
    field.hint ? h("div", { id: `${field.name}-hint`, class: "govuk-hint govuk-checkboxes__hint" }, field.hint) : null,
  );
  return group(field, h("div", { class: "govuk-checkboxes" }, box));
}
