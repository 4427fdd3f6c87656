// Who works on a report: the lead says for anybody, a member for themselves.
import { type App, type View } from "../app";
import { paragraph, type Child } from "../dom";
import { form, type Values } from "../forms";
import { opened, path, type OpenReport } from "../report";
import { shown } from "../shown";
import { directory } from "../teams";

const NOBODY = "";

export async function assign(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const own = app.sitting.who?.account ?? "";
  const now = open.taken.assigned;
  const said =
    now === own ? "It is assigned to you." : now ? `It is assigned to ${shown(now)}.` : "It is assigned to nobody.";
  return {
    title: "Assign this report",
    caption: `Report ${id.slice(0, 8)}`,
    back: `#/report/${id}`,
    body: [paragraph(said), ...(app.sitting.isLead ? [await anybody(app, open)] : oneself(app, open, own))],
  };
}

async function anybody(app: App, open: OpenReport): Promise<HTMLElement> {
  const { accounts } = await directory(app);
  const choices = [...accounts.map((each) => ({ value: each, title: each })), { value: NOBODY, title: "Nobody" }];
  const common = { name: "account", label: "Who should work on it?", value: open.taken.assigned ?? NOBODY };
  const field = accounts.length
    ? ({ ...common, kind: "radios", choices } as const)
    : ({ ...common, kind: "text", hint: "The account name of somebody in your team; nothing for nobody" } as const);
  const send = (values: Values): Promise<void> => store(app, open, values.text("account").trim() || null);
  return form({ fields: [field], button: "Assign", send });
}

function oneself(app: App, open: OpenReport, own: string): Child[] {
  const now = open.taken.assigned;
  if (now && now !== own) return [paragraph("Your team lead can assign it to you.")];
  const to = now ? null : own;
  return [form({ fields: [], button: to ? "Assign it to me" : "Give it back", send: () => store(app, open, to) })];
}

async function store(app: App, open: OpenReport, account: string | null): Promise<void> {
  await app.api.send("PUT", path(open.id, "assignee"), { account });
  open.taken.assigned = account;
  app.go(
    `#/report/${open.id}`,
    account ? `The report is assigned to ${account}.` : "The report is assigned to nobody.",
  );
}
