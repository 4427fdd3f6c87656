// How to reach the reporter: apart from the account, and only for a reason that is recorded.
import { type App, type View } from "../app";
import { heading, link, paragraph, summary, warning, type Child } from "../dom";
import { form } from "../forms";
import type { Contact } from "../parts";
import { isAnonymous, openContact, opened, type OpenReport } from "../report";
import { ownWords, shown } from "../shown";

const REPLY_ONLY =
  "They have not agreed to be contacted. You can reply here: only they can read it, with their receipt.";
const NOT_HANDED_OVER =
  "The contact details were not handed over with this report. Ask the team that handed it over for them. You can " +
  "reply here: only they can read it, with their receipt.";
const ERASED = "Their contact details have been erased. Do not try to contact them.";
const ONLY_REFERRAL =
  "The police may not contact them. They agreed that you give these details to a support service, so that it can " +
  "contact them. Use them for nothing else. You can reply here: only they can read it, with their receipt.";
const QUESTIONS: Record<string, string> = {
  contact: "How to contact them",
  contact_details: "Contact details",
  safe_contact: "When it is safe",
};

/** What the report's own page says about contact. */
export function contactPart(open: OpenReport): Child[] {
  if (open.taken.withdrawn && !open.taken.contact_kept) return [heading("Contact"), paragraph(ERASED)];
  if (open.taken.contact_owed) return [heading("Contact"), paragraph(NOT_HANDED_OVER)];
  if (isAnonymous(open)) return [heading("Contact"), paragraph(REPLY_ONLY)];
  if (open.contact) return [heading("Contact"), ...details(open.contact.part)];
  return [
    heading("Contact"),
    paragraph("They gave a way to reach them. It is shown when you say what you need it for; that is recorded."),
    paragraph(link(`#/report/${open.id}/contact`, "Show the contact details")),
  ];
}

export function details(part: Contact): Child[] {
  if (part.not_handed_over) return [paragraph(NOT_HANDED_OVER)];
  if (!part.be_contacted && !part.for_referral) return [paragraph(REPLY_ONLY)];
  const told = new Map((part.answers ?? []).map((each) => [each.slot, each]));
  const rows = Object.entries(QUESTIONS).map(([slot, question]) => {
    const given = told.get(slot);
    const value = given?.own_words ? ownWords(given.own_words) : shown(given?.answer ?? "not given");
    return [shown(given?.question ?? question), value] as const;
  });
  return [!part.be_contacted && warning(ONLY_REFERRAL), summary(rows)];
}

export async function contact(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const { reasons } = await app.api.get<{ reasons: { code: string; title: string }[] }>("/api/contact-reasons");
  const choices = reasons.map(({ code, title }) => ({ value: code, title }));
  const field = {
    name: "reason",
    label: "What do you need the contact details for?",
    kind: "radios",
    choices,
    missing: "Say what you need the contact details for",
  } as const;
  const send = async (reason: string): Promise<void> => {
    await openContact(app, open, reason);
    app.go(`#/report/${id}`, "The contact details are at the end of the report.");
  };
  return {
    title: "Show the contact details",
    caption: `Report ${id.slice(0, 8)}`,
    back: `#/report/${id}`,
    body: [
      paragraph("Your reason is recorded, with your account and the hour. Contact them only as they said is safe."),
      form({ fields: [field], button: "Show them", send: (values) => send(values.text("reason")) }),
    ],
  };
}
