// A team's reports: the lines of the list, and one report fetched, opened and checked.
import { Problem } from "./api";
import type { App } from "./app";
import { Fault } from "./forms";
import { openPart, type Account, type Addition, type Attachment, type Contact, type Head, type Told } from "./parts";

export interface Line {
  id: string;
  received: string;
  status: "received" | "opened" | "answered" | "closed";
  rule: string;
  added: boolean;
  withdrawn: boolean;
  assigned?: string | null;
  due?: string | null;
  late?: boolean;
  outcome?: string | null;
  needs_somebody?: boolean;
  /** The day on which it is erased, once that is near. */
  erased_on?: string | null;
  /** Why nothing may erase it, and who said so. */
  hold?: string | null;
  held_by?: string | null;
  /** Taken back while it was held: how to reach them is still there. */
  contact_kept?: boolean;
  /** Why somebody asked to erase it early, and until when somebody else can confirm it. */
  erasure?: string | null;
  erasure_by?: string | null;
  erasure_until?: string | null;
}
export interface Taken extends Line {
  account: string;
  additions: string[];
  attachments: string[];
  assessment?: string | null;
  redacted?: string | null;
  /** What a lead proposed to put in the account's place, and who did. */
  proposed?: string | null;
  proposed_by?: string | null;
  /** The team that handed it over still has the contact details. */
  contact_owed?: boolean;
}
export interface Assessment extends Head {
  at: string;
  answers: Told[];
}
export interface OpenReport {
  id: string;
  taken: Taken;
  account: Account;
  additions: Addition[];
  attachments: Attachment[];
  redacted: Account | null;
  proposed: Account | null;
  assessment: Assessment | null;
  /** Only once it was asked for with a reason. */
  contact: { sealed: string; part: Contact } | null;
  /** What was chosen or written on one page, for the page that checks it. */
  draft: Record<string, string>;
  /** What is to be blacked out: for each answer, from where to where. */
  marks: Map<string, Mark[]>;
}
export interface Mark {
  from: number;
  to: number;
}

export function path(id: string, act = ""): string {
  return `/api/reports/${encodeURIComponent(id)}${act && `/${act}`}`;
}

/** The report of this sitting, or a fresh one; fetching it is recorded and counts as opening. */
export async function opened(app: App, id: string): Promise<OpenReport> {
  if (app.sitting.report?.id === id) return app.sitting.report;
  const { key } = app;
  const report = await fetched(app, id);
  if (app.sitting.key === key) app.sitting.report = report;
  return report;
}

/** The report as it is now, with what is new in it; what was chosen and written is kept. */
export async function reopened(app: App, open: OpenReport): Promise<void> {
  const { key } = app;
  const now = await fetched(app, open.id);
  if (app.sitting.key === key) app.sitting.report = { ...now, draft: open.draft, contact: open.contact };
}

/** Does what `act` asks the server for; false when the report was changed since it was opened, and it is then reopened. */
export async function isDone(app: App, open: OpenReport, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409 || error.field !== "parts") throw error;
    await reopened(app, open);
    return false;
  }
}

/** Whether something was added that nobody of the team has read. */
export async function hasNews(app: App, open: OpenReport): Promise<boolean> {
  const { reports } = await app.api.get<{ reports: Line[] }>("/api/reports");
  const line = reports.find((each) => each.id === open.id);
  if (!line) throw new Fault("", "Nothing was done: your team does not have this report any more.");
  return line.added;
}

async function fetched(app: App, id: string): Promise<OpenReport> {
  const taken = await app.api.get<Taken>(path(id));
  const { identity } = app.key;
  const is = { report: id, team: app.team };
  const open = <P extends Head>(part: string, sealed: string): Promise<P> =>
    openPart<P>(sealed, identity, { ...is, part });
  return {
    id,
    taken,
    account: await open<Account>("account", taken.account),
    additions: await Promise.all(taken.additions.map((each) => open<Addition>("addition", each))),
    attachments: await Promise.all(taken.attachments.map((each) => open<Attachment>("attachment", each))),
    redacted: taken.redacted ? await open<Account>("account", taken.redacted) : null,
    proposed: taken.proposed ? await open<Account>("account", taken.proposed) : null,
    assessment: taken.assessment ? await open<Assessment>("assessment", taken.assessment) : null,
    contact: null,
    draft: {},
    marks: new Map(),
  };
}

/** Asks for the contact details, with a reason that is recorded. */
export async function openContact(app: App, report: OpenReport, reason: string): Promise<void> {
  const { contact } = await app.api.send<{ contact: string }>("POST", path(report.id, "contact"), { reason });
  const is = { part: "contact", report: report.id, team: app.team };
  report.contact = { sealed: contact, part: await openPart<Contact>(contact, app.key.identity, is) };
}

/** Whether they gave no way to be reached. */
export function isAnonymous(report: OpenReport): boolean {
  return !report.account.consent.be_contacted && !report.account.consent.be_referred;
}

/** What every part that is sealed anew starts with. */
export function headOf(report: OpenReport, part: string): Head {
  const { heard, report: id, received, team, routing } = report.account;
  return { heard, report: id, received, team, routing, part };
}
