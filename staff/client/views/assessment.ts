// What is at risk with an anonymous report: whether to act, or not to, when nobody can be asked at once.
import { type App, type View } from "../app";
import { paragraph, inset } from "../dom";
import { Fault, form, type Values } from "../forms";
import type { Told } from "../parts";
import { sealPart } from "../parts";
import { headOf, isDone, opened, path, type Assessment, type OpenReport } from "../report";
import { sumOf } from "../sealing";
import { directory, recoveryKey, recoveryNote } from "../teams";

const HOUR = 3_600_000;
const LONGEST = 4000;
const KNOWN = [
  { value: "yes", title: "Yes" },
  { value: "no", title: "No" },
  { value: "not_known", title: "Not known" },
];
const QUESTIONS = [
  { slot: "under_18", question: "Is somebody under 18 involved or at risk?", choices: KNOWN },
  {
    slot: "perishable",
    question: "Is there evidence that may soon be gone?",
    choices: KNOWN,
    hint: "CCTV, for example, is often kept for 30 days or less; samples and messages may be gone sooner.",
  },
  { slot: "evidence", question: "What evidence, where, and until when?", optional: true },
  {
    slot: "acting",
    question: "What may happen to somebody if you act?",
    hint: "Who might notice, and what might they do?",
  },
  { slot: "not_acting", question: "What may happen to somebody if you do not act?" },
  { slot: "decision", question: "What do you decide, and why?" },
] as const;

const CHANGED =
  "It was not stored: somebody of your team stored an assessment meanwhile. Copy what you wrote here, look at theirs, " +
  "and then store again.";

export async function assessment(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  return {
    title: "Assess what is at risk",
    caption: `Report ${id.slice(0, 8)}`,
    back: `#/report/${id}`,
    body: [
      paragraph("They cannot be asked at once: they stay anonymous, and read a reply only when they come back."),
      inset("What you write is sealed to your team on this computer. It is not shown to the reporter."),
      open.assessment && paragraph("There is an assessment already. What you store takes its place."),
      recoveryNote(app),
      form({
        fields: QUESTIONS.map((each) => field(each, open)),
        button: "Store the assessment",
        send: (values) => store(app, open, values),
      }),
    ],
  };
}

type Question = (typeof QUESTIONS)[number];

function field(each: Question, open: OpenReport): Parameters<typeof form>[0]["fields"][number] {
  const before = open.assessment?.answers.find((told) => told.slot === each.slot);
  const hint = "hint" in each ? { hint: each.hint } : {};
  const common = { name: each.slot, label: each.question, ...hint };
  if ("choices" in each) {
    const value = each.choices.find(({ title }) => title === before?.answer)?.value ?? "";
    return { ...common, kind: "radios", choices: each.choices, value, missing: `Answer “${each.question}”` };
  }
  const value = before?.own_words ?? "";
  const missing = "optional" in each ? {} : { missing: `Answer “${each.question}”` };
  return { ...common, kind: "words", rows: 4, most: LONGEST, value, ...missing };
}

function told(each: Question, values: Values): Told {
  const { slot, question } = each;
  const given = values.text(slot).trim();
  if (!("choices" in each)) return { slot, question, own_words: given };
  return { slot, question, answer: each.choices.find(({ value }) => value === given)?.title ?? "" };
}

async function store(app: App, open: OpenReport, values: Values): Promise<void> {
  const recovery = recoveryKey(app, await directory(app));
  const at = new Date(Math.floor(Date.now() / HOUR) * HOUR).toISOString().replace(":00.000Z", "Z");
  const made: Assessment = {
    ...headOf(open, "assessment"),
    at,
    answers: QUESTIONS.map((each) => told(each, values)),
  };
  const sealed = await sealPart(made, [app.key.recipient, recovery]);
  const was = open.taken.assessment ? await sumOf(open.taken.assessment) : null;
  const ask = (): Promise<void> => app.api.send("PUT", path(open.id, "assessment"), { sealed, was });
  if (!(await isDone(app, open, ask))) throw new Fault("", CHANGED);
  open.assessment = made;
  open.taken.assessment = sealed;
  app.go(`#/report/${open.id}`, "The assessment is stored, sealed to your team.");
}
