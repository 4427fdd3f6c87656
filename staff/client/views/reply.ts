// A reply, or a question: sealed here to the reporter, who alone can read it with the receipt.
import { type App, type View } from "../app";
import { h, paragraph, warning } from "../dom";
import { Fault, form, type Values } from "../forms";
import { hasNews, opened, path, reopened, type OpenReport } from "../report";
import { seal, toBase64 } from "../sealing";
import { shown } from "../shown";
import { at } from "./report";

const LONGEST = 4000;
const SCREEN = "Somebody else may look at the reporter’s screen: never name them, and never say what happened.";
const ADDED = "Nothing was sent: they have added something. Read it first, then go on. What you wrote is kept.";
const WAYS = {
  reply: {
    title: "Reply",
    label: "Your reply",
    missing: "Write your reply",
    sent: "Your reply is stored for them.",
    hint: "Say what you will do and when.",
  },
  ask: {
    title: "Ask a question",
    label: "Your question",
    missing: "Write your question",
    sent: "Your question is stored for them.",
    hint: "Ask one thing. They do not have to answer. Say that, and what happens if they do not.",
  },
} as const;
type Way = keyof typeof WAYS;

export async function reply(app: App, [id = "", act = "", step = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const way: Way = act === "ask" ? "ask" : "reply";
  return step === "check" && open.draft[way] ? check(app, open, way) : write(app, open, way);
}

function write(app: App, open: OpenReport, way: Way): View {
  const { title, label, missing, hint } = WAYS[way];
  const value = open.draft[way] ?? "";
  const field = { name: "words", label, hint, kind: "words", missing, most: LONGEST, value } as const;
  const send = async (values: Values): Promise<void> => {
    open.draft[way] = values.text("words").trim();
    app.go(at(open.id, `${way}/check`));
  };
  return {
    title,
    caption: `Report ${open.id.slice(0, 8)}`,
    back: `#/report/${open.id}`,
    body: [warning(SCREEN), form({ fields: [field], button: "Continue", send })],
  };
}

function check(app: App, open: OpenReport, way: Way): View {
  const words = open.draft[way] ?? "";
  return {
    title: way === "ask" ? "Check your question" : "Check your reply",
    caption: `Report ${open.id.slice(0, 8)}`,
    back: at(open.id, way),
    body: [
      warning(SCREEN),
      h("div", { class: "words", dir: "auto" }, shown(words)),
      paragraph(
        "It is sealed on this computer. Only the reporter can read it, with their receipt. It cannot be unsent.",
      ),
      form({ fields: [], button: "Send", send: () => store(app, open, way, words) }),
    ],
  };
}

async function store(app: App, open: OpenReport, way: Way, words: string): Promise<void> {
  if (await hasNews(app, open)) {
    await reopened(app, open);
    return app.go(`#/report/${open.id}`, ADDED);
  }
  await app.api.send("POST", path(open.id, "replies"), { sealed: await sealed(words, open.account.reply_to) });
  delete open.draft[way];
  if (open.taken.status !== "closed") open.taken.status = "answered";
  app.go(`#/report/${open.id}`, `${WAYS[way].sent} They see it when they open their receipt.`);
}

async function sealed(words: string, replyTo: string): Promise<string> {
  try {
    return toBase64(await seal(words, [replyTo]));
  } catch {
    throw new Fault("", "This report has no key to seal a reply to. Tell whoever looks after Heard.");
  }
}
