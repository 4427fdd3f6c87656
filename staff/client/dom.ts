// Elements from names, attributes and text. Text never becomes markup: nothing here takes any.
import { kept } from "./addresses";

export type Child = Node | string | null | undefined | false;
type Attribute = string | number | boolean | null | undefined | ((event: Event) => void);

export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, Attribute> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, String(value));
  }
  made.append(...children.filter((each): each is Node | string => Boolean(each)));
  return made;
}

export function paragraph(...children: readonly Child[]): HTMLElement {
  return h("p", { class: "govuk-body" }, ...children);
}

export function heading(text: string): HTMLElement {
  return h("h2", { class: "govuk-heading-m" }, text);
}

export function link(href: string, text: string, more = ""): HTMLElement {
  return h("a", { class: `govuk-link ${more}`.trim(), href: kept(href) }, text);
}

export function button(text: string, press: () => void, kind = ""): HTMLButtonElement {
  const type = kind ? `govuk-button govuk-button--${kind}` : "govuk-button";
  return h("button", { type: "button", class: type, click: press }, text);
}

export function warning(text: string): HTMLElement {
  return h(
    "div",
    { class: "govuk-warning-text" },
    h("span", { class: "govuk-warning-text__icon", "aria-hidden": "true" }, "!"),
    h("strong", { class: "govuk-warning-text__text" }, h("span", { class: "govuk-visually-hidden" }, "Warning "), text),
  );
}

export function inset(...children: readonly Child[]): HTMLElement {
  return h("div", { class: "govuk-inset-text" }, ...children);
}

export function tag(text: string, colour: string): HTMLElement {
  return h("strong", { class: `govuk-tag govuk-tag--${colour}` }, text);
}

/** Questions with their answers. */
export function summary(rows: readonly (readonly [string, Child])[]): HTMLElement {
  const row = ([name, value]: readonly [string, Child]): HTMLElement =>
    h(
      "div",
      { class: "govuk-summary-list__row" },
      h("dt", { class: "govuk-summary-list__key" }, name),
      h("dd", { class: "govuk-summary-list__value" }, value),
    );
  return h("dl", { class: "govuk-summary-list" }, ...rows.map(row));
}
