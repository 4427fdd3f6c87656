// Forms in GOV.UK's patterns: what is wrong is said at the top and beside each field, and the top gets the focus.
import { Problem } from "./api";
import { h } from "./dom";
import { control, type Field } from "./fields";
import { NotShown } from "./parts";

export interface Values {
  text: (name: string) => string;
  file: (name: string) => File | null;
  isChecked: (name: string) => boolean;
}
export interface Asked {
  fields: readonly Field[];
  button: string;
  warns?: boolean;
  /** A small button, one of several that are called the same. */
  plain?: boolean;
  about?: string;
  /** Throws a `Fault` or a `Problem` for what is wrong. */
  send: (values: Values) => Promise<void>;
}

/** Something about one field, or with "" about the whole form. */
export class Fault extends Error {
  constructor(
    readonly field: string,
    readonly sentence: string,
  ) {
    super(sentence);
  }
}

const NOT_EXPECTED = "Something went wrong on this page. Nothing more was sent. Try again.";

export function form(asked: Asked): HTMLFormElement {
  const about = asked.about ? h("span", { class: "govuk-visually-hidden" }, ` about ${asked.about}`) : null;
  const press = h("button", { type: "submit", class: kindOf(asked) }, asked.button, about);
  const made = h(
    "form",
    { novalidate: true, autocomplete: "off" },
    ...asked.fields.map((each) => control(each)),
    press,
  );
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (press.getAttribute("aria-disabled") === "true") return;
    void submit(made, press, asked);
  });
  return made;
}

function kindOf(asked: Asked): string {
  if (asked.plain) return "govuk-button govuk-button--secondary";
  return asked.warns ? "govuk-button govuk-button--warning" : "govuk-button";
}

async function submit(made: HTMLFormElement, press: HTMLButtonElement, asked: Asked): Promise<void> {
  clear(made);
  const faults = missing(asked.fields, values(made));
  if (faults.length) return say(made, asked, faults);
  press.setAttribute("aria-disabled", "true");
  try {
    await asked.send(values(made));
  } catch (error) {
    say(made, asked, [fault(error, asked)]);
  } finally {
    press.removeAttribute("aria-disabled");
  }
}

function fault(error: unknown, asked: Asked): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof NotShown) return new Fault("", error.message);
  if (!(error instanceof Problem)) return new Fault("", NOT_EXPECTED);
  return new Fault(asked.fields.some((each) => each.name === error.field) ? error.field : "", error.sentence);
}

function missing(fields: readonly Field[], given: Values): Fault[] {
  const faults: Fault[] = [];
  for (const field of fields) {
    const value = field.kind === "file" ? (given.file(field.name)?.name ?? "") : given.text(field.name);
    if (field.missing && !value.trim()) faults.push(new Fault(field.name, field.missing));
    else if (field.most && value.trim().length > field.most)
      faults.push(new Fault(field.name, `Write at most ${field.most.toLocaleString("en-GB")} characters.`));
  }
  return faults;
}

function values(made: HTMLFormElement): Values {
  const data = new FormData(made);
  return {
    text: (name) => (typeof data.get(name) === "string" ? String(data.get(name)) : ""),
    file: (name) => {
      const value = data.get(name);
      return value instanceof File && value.size ? value : null;
    },
    isChecked: (name) => data.has(name),
  };
}

function say(made: HTMLFormElement, asked: Asked, faults: readonly Fault[]): void {
  for (const each of faults) mark(made, each);
  const summary = errorSummary(faults.map((each) => [each.sentence, target(asked, each)] as const));
  document.getElementById("main")?.prepend(summary);
  document.title = `Error: ${document.title.replace(/^Error: /, "")}`;
  summary.focus();
}

function target(asked: Asked, fault: Fault): string {
  const field = asked.fields.find((each) => each.name === fault.field);
  if (!field) return "";
  return field.kind === "radios" ? `${field.name}-0` : field.name;
}

function mark(made: HTMLFormElement, fault: Fault): void {
  const group = made.querySelector<HTMLElement>(`[data-field="${CSS.escape(fault.field)}"]`);
  if (!group || !fault.field) return;
  const id = `${fault.field}-error`;
  const message = h(
    "p",
    { id, class: "govuk-error-message" },
    h("span", { class: "govuk-visually-hidden" }, "Error: "),
    fault.sentence,
  );
  group.classList.add("govuk-form-group--error");
  const field = group.querySelector<HTMLElement>("fieldset, input, textarea");
  (group.querySelector(".govuk-radios, input, textarea") ?? group).before(message);
  field?.setAttribute("aria-describedby", `${field.dataset["hint"] ?? ""} ${id}`.trim());
  group.querySelector("input[type=text], textarea")?.setAttribute("aria-invalid", "true");
}

function clear(made: HTMLFormElement): void {
  document.title = document.title.replace(/^Error: /, "");
  for (const each of document.querySelectorAll(".govuk-error-summary")) each.remove();
  for (const each of made.querySelectorAll(".govuk-error-message")) each.remove();
  for (const each of made.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
  for (const each of made.querySelectorAll(".govuk-form-group--error"))
    each.classList.remove("govuk-form-group--error");
}

/** Sentences, each with the id of the field it is about or "". */
export function errorSummary(faults: readonly (readonly [string, string])[]): HTMLElement {
  const item = ([sentence, id]: readonly [string, string]): HTMLElement =>
    h("li", {}, id ? h("a", { href: `#${id}`, click: (event) => jump(event, id) }, sentence) : sentence);
  const list = h("ul", { class: "govuk-list govuk-error-summary__list" }, ...faults.map(item));
  const title = h("h2", { class: "govuk-error-summary__title" }, "There is a problem");
  const alert = h("div", { role: "alert" }, title, h("div", { class: "govuk-error-summary__body" }, list));
  return h("div", { class: "govuk-error-summary", tabindex: "-1" }, alert);
}

/** The address after the # names views here, so the link moves the focus itself. */
function jump(event: Event, id: string): void {
  event.preventDefault();
  document.getElementById(id)?.focus();
}
