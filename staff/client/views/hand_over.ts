// A report handed over to another team: opened and sealed anew on this computer.
import { type App, type View } from "../app";
import { h, paragraph, summary, warning, type Child } from "../dom";
import { Fault, form, type Values } from "../forms";
import { sealPart, type Head } from "../parts";
import { headOf, isAnonymous, isDone, opened, path, type OpenReport } from "../report";
import { fingerprint, sumOf } from "../sealing";
import { directory, recoveryKey, recoveryNote, type Directory, type Team } from "../teams";
import { at } from "./report";

const RULE = "handed over";
const SHARED = "This cannot be undone. The other team opens the report with its own key from then on.";
const ALONE =
  "This cannot be undone. This team shares its reports with nobody: nothing of the report stays with your team, and " +
  "you will not see it again.";
const SOME =
  "Some teams, such as Professional Standards, share a report with nobody: then nothing of it stays with you.";
const CHANGED =
  "Nothing was handed over: they have added something, or somebody of your team changed the report. This is how it is " +
  "now. Read it first, then hand over.";
const CONFIRM = {
  name: "confirm",
  label: "I confirm that another team may know of this report",
  kind: "tick",
  hint: "So far your team alone knows that there is one.",
  missing: "Confirm that another team may know of this report",
} as const;

export async function handOver(app: App, [id = "", , step = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const known = await directory(app);
  const { teams } = known;
  const others = teams.filter((each) => each.id !== app.team && each.recipient);
  const chosen = others.find((each) => each.id === open.draft["team"]);
  return step === "check" && chosen ? check(app, open, chosen, known) : choose(app, open, others);
}

function choose(app: App, open: OpenReport, teams: readonly Team[]): View {
  const choices = teams.map((each) => ({ value: each.id, title: each.name }));
  const field = {
    name: "team",
    label: "Which team should have it?",
    kind: "radios",
    choices,
    missing: "Choose a team",
    value: open.draft["team"] ?? "",
  } as const;
  const send = async (values: Values): Promise<void> => {
    open.draft["team"] = values.text("team");
    app.go(at(open.id, "hand-over/check"));
  };
  return {
    title: "Hand over to another team",
    caption: `Report ${open.id.slice(0, 8)}`,
    back: `#/report/${open.id}`,
    body: [contactNote(open), form({ fields: [field], button: "Continue", send })],
  };
}

function contactNote(open: OpenReport): Child {
  if (isAnonymous(open) || open.contact) return null;
  return paragraph(
    "You have not opened the contact details, so they do not go with it. If the other team needs them, go back, ",
    "show them first, and then hand over.",
  );
}

async function check(app: App, open: OpenReport, team: Team, known: Directory): Promise<View> {
  const { recovery, own } = known;
  const send = async (values: Values): Promise<void> => {
    const recipients = [team.recipient ?? "", recoveryKey(app, known)];
    await store(app, open, team, recipients, values.isChecked("confirm"));
  };
  return {
    title: "Check before you hand over",
    caption: `Report ${open.id.slice(0, 8)}`,
    back: at(open.id, "hand-over"),
    body: [
      warning(team.alone === undefined ? `${SHARED} ${SOME}` : team.alone ? ALONE : SHARED),
      summary([
        ["To", team.name],
        ["Its key", h("code", {}, await fingerprint(team.recipient ?? ""))],
        ["Recovery key", h("code", {}, await fingerprint(recovery))],
        ["What they told us", "goes with it"],
        ["What was added", open.additions.length ? `goes with it (${open.additions.length})` : "nothing was added"],
        ["Files", open.attachments.length ? `go with it (${open.attachments.length})` : "there are none"],
        ["Contact details", isAnonymous(open) ? "they gave none" : open.contact ? "go with it" : "do not go with it"],
      ]),
      paragraph(
        "The keys’ numbers are those that the command “heard keys list” shows. ",
        "If they differ, stop and tell whoever looks after Heard.",
      ),
      recoveryNote(app),
      form({ fields: own?.alone ? [CONFIRM] : [], button: "Hand over", warns: true, send }),
    ],
  };
}

async function store(
  app: App,
  open: OpenReport,
  team: Team,
  recipients: readonly string[],
  confirm: boolean,
): Promise<void> {
  const anew = (part: Head): Promise<string> => sealPart(headed(part, team), recipients);
  const contact = contactOf(open);
  const body = {
    team: team.id,
    account: await anew(open.account),
    contact: contact ? await anew(contact) : null,
    additions: await Promise.all(open.additions.map(anew)),
    attachments: await Promise.all(open.attachments.map(anew)),
    confirm,
    was: await sumOf(open.taken.account),
  };
  if (app.sitting.report !== open) throw new Fault("", "The key was put away. Nothing was sent.");
  const ask = (): Promise<void> => app.api.send("POST", path(open.id, "hand-over"), body);
  if (!(await isDone(app, open, ask))) return app.go(`#/report/${open.id}`, CHANGED);
  app.go("#/inbox/new", `The report was handed over to ${team.name}.`);
}

/** What was opened; of somebody who gave none, that they gave none. */
function contactOf(open: OpenReport): Head | null {
  if (open.contact) return open.contact.part;
  return isAnonymous(open) ? ({ ...headOf(open, "contact"), be_contacted: false } as Head) : null;
}

/** The same part, for the other team. */
export function headed(part: Head, team: { id: string; name: string }): Head {
  return { ...part, team: { id: team.id, name: team.name }, routing: { ...part.routing, rule: RULE } };
}
