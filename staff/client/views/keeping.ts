// How long a report is kept: put off, held so that nothing erases it, or erased early by two people.
import { type App, type View } from "../app";
import { inset, link, paragraph, summary, warning, type Child } from "../dom";
import { form } from "../forms";
import { opened, path, type Line, type OpenReport } from "../report";
import { day, shown } from "../shown";
import { at } from "./report";

interface Reason {
  code: string;
  title: string;
}
interface Reasons {
  keep_longer: Reason[];
  hold: Reason[];
  erase_early: Reason[];
}
interface Choice {
  title: string;
  label: string;
  reasons: readonly Reason[];
  before: readonly Child[];
  button: string;
  send: (reason: string) => Promise<void>;
}

export const OTHER_COPIES = "Another team that has a copy of its own keeps it.";

/** What the report's own page says of it. */
export function keepingNotes(open: OpenReport): Child[] {
  const { taken, id } = open;
  return [
    taken.erased_on ? inset(`This report will be erased on ${day(taken.erased_on)}.`) : null,
    taken.hold ? inset("This report is held: nothing erases it. ", link(at(id, "hold"), "Look at the hold")) : null,
    taken.erasure
      ? inset(`${asker(taken)} asked to erase this report for good. `, link(at(id, "erase"), "Look at what was asked"))
      : null,
  ];
}

export async function keepLonger(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  if (!open.taken.erased_on) return said(open, "Keep this report longer", "Nothing is about to erase this report.");
  const { keep_longer: reasons } = await known(app);
  return choose(app, open, {
    title: "Keep this report longer",
    label: "Why must it be kept?",
    reasons,
    before: [
      paragraph(`It will be erased on ${day(open.taken.erased_on)}. Keep it longer only if somebody needs it.`),
      paragraph("Your reason is recorded, with your account and the hour. It sets the new day."),
    ],
    button: "Keep it longer",
    send: (reason) => done(app, open, "POST", "keep", "The report is kept longer.", { reason }),
  });
}

export async function holdIt(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const reasons = (await known(app)).hold;
  if (open.taken.hold) return held(app, open, reasons);
  return choose(app, open, {
    title: "Hold this report",
    label: "Why must it not be erased?",
    reasons,
    before: [
      paragraph("While it is held nothing erases it: not its time, not two people, not the person who reported."),
      paragraph("If they take it back meanwhile, they are told that the law keeps it for now."),
      paragraph("Only another lead can release it. Your reason is recorded."),
    ],
    button: "Hold it",
    send: (reason) => done(app, open, "PUT", "hold", "The report is held.", { reason }),
  });
}

function held(app: App, open: OpenReport, reasons: readonly Reason[]): View {
  const { hold, held_by } = open.taken;
  const isMine = held_by === app.sitting.who?.account;
  const send = (): Promise<void> => done(app, open, "DELETE", "hold", "The report is not held any more.");
  const mayRelease = app.sitting.isLead && !isMine;
  return {
    ...head(open, "This report is held"),
    body: [
      summary([
        ["Why", titleOf(reasons, hold)],
        ["Held by", shown(held_by ?? "")],
      ]),
      mayRelease && paragraph("Once released, it is erased when its time is over, with a warning before."),
      mayRelease
        ? form({ fields: [], button: "Release it", warns: true, send })
        : paragraph("Another lead of your team can release it, not whoever set the hold."),
    ],
  };
}

export async function eraseIt(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const reasons = (await known(app)).erase_early;
  if (open.taken.erasure) return asked(app, open, reasons);
  if (open.taken.hold) return said(open, "Erase this report early", "This report is held: nothing can erase it.");
  return choose(app, open, {
    title: "Erase this report early",
    label: "Why must it be erased?",
    reasons,
    before: [
      paragraph("Somebody else of your team must confirm it. Then nobody can open it any more, and it cannot come back."),
      paragraph(`The person who reported is told that it was erased. ${OTHER_COPIES}`),
    ],
    button: "Ask to erase it",
    send: (reason) => done(app, open, "PUT", "erasure", "Somebody else of your team must confirm it.", { reason }),
  });
}

function asked(app: App, open: OpenReport, reasons: readonly Reason[]): View {
  const { taken } = open;
  const isMine = taken.erasure_by === app.sitting.who?.account;
  const drop = (): Promise<void> => done(app, open, "DELETE", "erasure", "The report stays as it is.");
  return {
    ...head(open, "Erase this report for good"),
    body: [
      summary([
        ["Why", titleOf(reasons, taken.erasure)],
        ["Asked by", asker(taken)],
        ["To be confirmed by", day(taken.erasure_until ?? "")],
      ]),
      isMine && paragraph("You asked for it, so somebody else of your team has to confirm it."),
      !isMine && warning(`Once you confirm it, nobody can open this report any more. ${OTHER_COPIES}`),
      !isMine && form({ fields: [], button: "Erase it for good", warns: true, send: () => erase(app, open) }),
      form({ fields: [], button: "Do not erase it", plain: true, send: drop }),
    ],
  };
}

async function erase(app: App, open: OpenReport): Promise<void> {
  await app.api.send("POST", path(open.id, "erasure/confirmation"));
  app.sitting.report = null;
  app.go("#/inbox/new", `The report is erased. ${OTHER_COPIES}`);
}

async function done(
  app: App,
  open: OpenReport,
  method: "POST" | "PUT" | "DELETE",
  act: string,
  note: string,
  body?: object,
): Promise<void> {
  await app.api.send(method, path(open.id, act), body);
  app.sitting.report = null;
  app.go(`#/report/${open.id}`, note);
}

function choose(app: App, open: OpenReport, choice: Choice): View {
  if (!app.sitting.isLead) return said(open, choice.title, "A lead of your team can do this.");
  const choices = choice.reasons.map(({ code, title }) => ({ value: code, title }));
  const field = { name: "reason", label: choice.label, kind: "radios", choices, missing: "Choose a reason" } as const;
  return {
    ...head(open, choice.title),
    body: [
      ...choice.before,
      form({ fields: [field], button: choice.button, send: (values) => choice.send(values.text("reason")) }),
    ],
  };
}

function said(open: OpenReport, title: string, words: string): View {
  return { ...head(open, title), body: [paragraph(words)] };
}

function head(open: OpenReport, title: string): { title: string; caption: string; back: string } {
  return { title, caption: `Report ${open.id.slice(0, 8)}`, back: `#/report/${open.id}` };
}

function known(app: App): Promise<Reasons> {
  return app.api.get<Reasons>("/api/retention");
}

function titleOf(reasons: readonly Reason[], code: string | null | undefined): string {
  return reasons.find((each) => each.code === code)?.title ?? shown(code ?? "");
}

function asker(line: Line): string {
  return shown(line.erasure_by ?? "Somebody");
}
