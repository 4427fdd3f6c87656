// A report closed with its outcome, and stepping aside from one.
import { type App, type View } from "../app";
import { paragraph, summary, warning } from "../dom";
import { form, type Values } from "../forms";
import { hasNews, isDone, opened, path, reopened, type OpenReport } from "../report";
import { at } from "./report";

interface Outcome {
  code: string;
  title: string;
}

const ADDED = "It was not closed: they have added something. Read it first, then close.";

export async function close(app: App, [id = "", , step = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const { outcomes } = await app.api.get<{ outcomes: Outcome[] }>("/api/outcomes");
  const chosen = outcomes.find((each) => each.code === open.draft["outcome"]);
  return step === "check" && chosen ? checkClose(app, open, chosen) : chooseOutcome(app, open, outcomes);
}

function chooseOutcome(app: App, open: OpenReport, outcomes: readonly Outcome[]): View {
  const choices = outcomes.map(({ code, title }) => ({ value: code, title }));
  const field = {
    name: "outcome",
    label: "What came of it?",
    kind: "radios",
    choices,
    missing: "Say what came of it",
    value: open.draft["outcome"] ?? "",
  } as const;
  const send = async (values: Values): Promise<void> => {
    open.draft["outcome"] = values.text("outcome");
    app.go(at(open.id, "close/check"));
  };
  return {
    title: "Close this report",
    caption: `Report ${open.id.slice(0, 8)}`,
    back: `#/report/${open.id}`,
    body: [form({ fields: [field], button: "Continue", send })],
  };
}

function checkClose(app: App, open: OpenReport, outcome: Outcome): View {
  const ask = (): Promise<void> => app.api.send("POST", path(open.id, "close"), { outcome: outcome.code });
  const send = async (): Promise<void> => {
    if (await hasNews(app, open)) {
      await reopened(app, open);
      return app.go(`#/report/${open.id}`, ADDED);
    }
    if (!(await isDone(app, open, ask))) return app.go(`#/report/${open.id}`, ADDED);
    app.go("#/inbox/closed", "The report is closed.");
  };
  return {
    title: "Check before you close it",
    caption: `Report ${open.id.slice(0, 8)}`,
    back: at(open.id, "close"),
    body: [
      summary([["What came of it", outcome.title]]),
      warning("The reporter sees that their report is closed. It cannot be opened up again."),
      form({ fields: [], button: "Close the report", warns: true, send }),
    ],
  };
}

export async function stepAside(app: App, [id = ""]: readonly string[]): Promise<View> {
  const send = async (): Promise<void> => {
    await app.api.send("POST", path(id, "recusal"));
    app.go("#/inbox/new", "You have stepped aside. Your team lead sees that the report needs somebody else.");
  };
  return {
    title: "Step aside from this report",
    caption: `Report ${id.slice(0, 8)}`,
    back: `#/report/${id}`,
    body: [
      paragraph("Step aside if you know somebody in this report, or for any other reason. Nobody asks you why."),
      paragraph("Your team lead sees that the report needs somebody else, and not the reason."),
      warning("You will not see this report again. You cannot undo this."),
      form({ fields: [], button: "Step aside", warns: true, send }),
    ],
  };
}
