// The parts of an opened report, and the proof that they belong to the report that was asked for.
import { CannotOpen, fromBase64, seal, toBase64, unseal } from "./sealing";

export interface Told {
  slot: string;
  question: string;
  answer?: string | null;
  own_words?: string | null;
}
export interface Head {
  heard: 1;
  report: string;
  received: string;
  team: { id: string; name: string };
  routing: { version: string; rule: string };
  part: string;
}
export interface Agreed {
  wording: string;
  at: string;
  share_with_police: boolean;
  be_contacted: boolean;
  contact_wording?: string | null;
  be_referred: boolean;
  refer_wording?: string | null;
}
export interface Account extends Head {
  answers: Told[];
  not_answered: string[];
  consent: Agreed;
  reply_to: string;
}
export interface Contact extends Head {
  be_contacted: boolean;
  for_referral?: boolean;
  /** The details are still with the team that handed the report over. */
  not_handed_over?: boolean;
  answers?: Told[];
}
export interface Addition extends Head {
  number: number;
  at: string;
  own_words: string;
}

/** One of the two bodies of a file: its SHA-256, and its bytes before it was padded. */
export interface Body {
  sha256: string;
  bytes: number;
}
export interface Attachment extends Head {
  number: number;
  at: string;
  kind: string;
  found: string[];
  /** An age identity: it opens the two bodies. */
  key: string;
  original: Body;
  clean: Body;
}

/** A report is not shown; the sentence says why and what to do. */
export class NotShown extends Error {}

const ANOTHER =
  "The server sent another report than the one you asked for. Nothing of it is shown. Tell whoever looks after Heard.";
const UNREADABLE = "This was written by a version of Heard that this page cannot read. Nothing of it is shown.";
const LOCKED =
  "Your team’s key does not open this. It may be sealed to an earlier key, or it was changed. " +
  "Tell your team lead. The command “heard keys rewrap” seals reports to a new key.";
// Characters that could turn the order of words round for whoever opens it; as actions/reports.py writes them.
const HIDDEN = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Opens one part in base64. Throws `NotShown` unless it is that part of that report, for that team. */
export async function openPart<P extends Head>(
  sealed: string,
  identity: string,
  is: { part: string; report: string; team: string },
): Promise<P> {
  const part = await parsed(sealed, identity);
  if (part.report !== is.report || part.team?.id !== is.team) throw new NotShown(ANOTHER);
  if (part.part !== is.part) throw new NotShown(ANOTHER);
  if (part.heard !== 1 || !SHAPES[is.part]?.(part as unknown as Shape)) throw new NotShown(UNREADABLE);
  return part as P;
}

async function parsed(sealed: string, identity: string): Promise<Head> {
  let text: string;
  try {
    text = await unseal(fromBase64(sealed), identity);
  } catch (error) {
    throw error instanceof CannotOpen ? new NotShown(LOCKED) : error;
  }
  try {
    const part: unknown = JSON.parse(text);
    if (typeof part === "object" && part !== null) return part as Head;
  } catch {
    // said below
  }
  throw new NotShown(UNREADABLE);
}

type Shape = Record<string, unknown>;
const areTold = (value: unknown): boolean =>
  Array.isArray(value) && value.every((each: Shape | null) => typeof each?.["question"] === "string");
const isBody = (value: unknown): boolean => {
  const body = value as Partial<Body> | null | undefined;
  return typeof body?.sha256 === "string" && typeof body.bytes === "number";
};
const SHAPES: Record<string, (part: Shape) => boolean> = {
  account: (part) =>
    areTold(part["answers"]) &&
    Array.isArray(part["not_answered"]) &&
    typeof part["consent"] === "object" &&
    part["consent"] !== null &&
    typeof part["reply_to"] === "string",
  contact: (part) => typeof part["be_contacted"] === "boolean" && areTold(part["answers"] ?? []),
  addition: (part) => typeof part["number"] === "number" && typeof part["own_words"] === "string",
  assessment: (part) => areTold(part["answers"]),
  attachment: (part) =>
    typeof part["number"] === "number" &&
    typeof part["key"] === "string" &&
    /^[a-z0-9]{1,8}$/.test(String(part["kind"])) &&
    Array.isArray(part["found"]) &&
    isBody(part["original"]) &&
    isBody(part["clean"]),
};

/** A part as it is sealed. */
export function written(part: object): string {
  const text = JSON.stringify(part, null, 2);
  return `${text.replace(HIDDEN, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

/** A part sealed, in base64. */
export async function sealPart(part: Head, recipients: readonly string[]): Promise<string> {
  return toBase64(await seal(written(part), recipients));
}
