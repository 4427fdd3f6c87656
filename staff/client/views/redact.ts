// Words blacked out in a copy that is kept beside the report, or, by the lead, in its place.
import { type App, type View } from "../app";
import { button, h, heading, inset, paragraph, warning, type Child } from "../dom";
import { KEPT_HERE } from "../fields";
import { form, type Values } from "../forms";
import { sealPart, type Account, type Told } from "../parts";
import { isDone, opened, path, type Mark, type OpenReport } from "../report";
import { barred, merged, plain, whole } from "../redaction";
import { sumOf } from "../sealing";
import { directory, recoveryKey, recoveryNote } from "../teams";
import { OTHERS } from "./proposed";
import { at } from "./report";

const CHANGED =
  "Nothing was kept: somebody of your team changed this report since you opened it. This is how it is now. Look at it, " +
  "then black out again.";

export async function redact(app: App, [id = "", , step = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  return step === "check" && open.marks.size ? check(app, open) : choose(app, open);
}

function choose(app: App, open: OpenReport): View {
  const own = selectable(open).filter((each) => each.own_words);
  const go = button("Continue", () => proceed(app, open));
  return {
    title: "Redact",
    caption: `Report ${open.id.slice(0, 8)}`,
    back: `#/report/${open.id}`,
    body: [
      paragraph("Select words in a box, with the mouse or with Shift and the arrow keys. Then press “Black out”."),
      open.additions.length > 0 && paragraph("What they added later cannot be blacked out here."),
      own.length ? null : inset("This report has no own words to black out."),
      ...own.map((told) => editor(open, told)),
      h("p", { class: "govuk-error-message", role: "alert", id: "nothing" }),
      own.length ? go : null,
    ],
  };
}

function proceed(app: App, open: OpenReport): void {
  const nothing = document.getElementById("nothing");
  if (open.marks.size) app.go(at(open.id, "redact/check"));
  else if (nothing) nothing.textContent = "Black something out first.";
}

/** Own words in a box in which nothing can be changed. It is not `readonly`: in that no key moves a cursor. */
function editor(open: OpenReport, told: Told): HTMLElement {
  const words = told.own_words ?? "";
  const name = `words-${told.slot}`;
  const box = h("textarea", {
    ...{ id: name, class: "govuk-textarea", "aria-readonly": "true", rows: "6", dir: "auto" },
    ...KEPT_HERE,
  });
  const put = (): void => void (box.value = barredInPlace(words, open.marks.get(told.slot) ?? []));
  const black = (): void => {
    const [from, to] = [box.selectionStart, box.selectionEnd];
    if (from === to) return;
    open.marks.set(told.slot, merged([...(open.marks.get(told.slot) ?? []), whole(words, from, to)]));
    put();
    box.setSelectionRange(to, to);
    box.focus();
  };
  const undo = (): void => {
    open.marks.delete(told.slot);
    put();
    box.focus();
  };
  box.addEventListener("beforeinput", (event) => event.preventDefault());
  box.addEventListener("input", put);
  put();
  return h(
    "div",
    { class: "govuk-form-group" },
    h("label", { class: "govuk-label", for: name }, told.question),
    box,
    h(
      "div",
      { class: "govuk-button-group" },
      button("Black out", black, "secondary"),
      button("Undo", undo, "secondary"),
    ),
  );
}

/** While choosing, each character keeps its place. */
function barredInPlace(words: string, marks: readonly Mark[]): string {
  let text = words;
  for (const { from, to } of marks) text = text.slice(0, from) + "█".repeat(to - from) + text.slice(to);
  return text;
}

function check(app: App, open: OpenReport): View {
  const account = redacted(open);
  const choices = [
    { value: "beside", title: "Keep it beside the report", hint: "The report stays as it is." },
    {
      value: "place",
      title: "Put it in the report’s place",
      hint: "Somebody else of your team confirms it. Then what is blacked out is gone from your team’s copy, for good.",
    },
  ];
  const field = {
    name: "way",
    label: "How should it be kept?",
    kind: "radios",
    choices,
    missing: "Say how it should be kept",
  } as const;
  const fields = app.sitting.isLead ? [field] : [];
  return {
    title: "Check what is blacked out",
    caption: `Report ${open.id.slice(0, 8)}`,
    back: at(open.id, "redact"),
    body: [
      ...account.answers.filter((each) => open.marks.has(each.slot)).flatMap(block),
      app.sitting.isLead
        ? warning(`In the report’s place, once confirmed, cannot be undone. ${OTHERS}`)
        : paragraph("The copy is kept beside the report, which stays as it is."),
      recoveryNote(app),
      form({
        fields,
        button: "Keep the redacted copy",
        warns: app.sitting.isLead,
        send: (values) => store(app, open, account, values),
      }),
    ],
  };
}

function block(told: Told): Child[] {
  return [heading(told.question), h("div", { class: "words", dir: "auto" }, told.own_words)];
}

/** The answers with the words as they stand in a box: what is hidden or turns words round as its code. */
function selectable(open: OpenReport): readonly Told[] {
  return open.account.answers.map((told) => (told.own_words ? { ...told, own_words: plain(told.own_words) } : told));
}

function redacted(open: OpenReport): Account {
  const answers = selectable(open).map((told) => {
    const marks = open.marks.get(told.slot);
    return marks && told.own_words ? { ...told, own_words: barred(told.own_words, marks) } : told;
  });
  return { ...open.account, answers };
}

async function store(app: App, open: OpenReport, account: Account, values: Values): Promise<void> {
  const recovery = recoveryKey(app, await directory(app));
  const permanent = values.text("way") === "place";
  const body = {
    account: await sealPart(account, [app.key.recipient, recovery]),
    permanent,
    was: await sumOf(open.taken.account),
    was_redacted: open.taken.redacted ? await sumOf(open.taken.redacted) : null,
  };
  const ask = (): Promise<void> => app.api.send("PUT", path(open.id, "redaction"), body);
  if (!(await isDone(app, open, ask))) return app.go(`#/report/${open.id}`, CHANGED);
  app.sitting.report = null;
  app.go(
    `#/report/${open.id}`,
    permanent
      ? "It is proposed. The report stays as it is until somebody else of your team confirms it."
      : "The redacted copy is kept beside the report.",
  );
}
