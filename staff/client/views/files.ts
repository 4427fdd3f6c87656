// The files of a report: told of, opened on this computer, looked at, and saved.
import type { App, View } from "../app";
import { download, takenBody } from "../bodies";
import { button, h, heading, link, paragraph, summary, type Child } from "../dom";
import { Fault, form } from "../forms";
import { NotShown, type Attachment } from "../parts";
import { opened, type OpenReport } from "../report";
import { hour, shown } from "../shown";
import { isPicture, picturePart } from "./picture";

const NOT_LOCKED = "A saved file is not locked any more. Do not leave it on a disk. That you took it is recorded.";
const FOUND: Record<string, string> = {
  place: "the place where it was made",
  when: "when it was made",
  device: "the phone, camera or program that made it",
  name: "a name",
  words: "notes or a title",
  thumbnail: "a small earlier picture",
  files: "other files",
  script: "a script",
  pictures: "more pictures",
  hidden: "something hidden",
};

/** What the report's own page says about its files. */
export function filesPart(app: App, open: OpenReport): Child[] {
  if (!open.attachments.length) return [];
  return [heading("Files"), paragraph(NOT_LOCKED), ...open.attachments.flatMap((each) => one(app, open, each))];
}

function one(app: App, open: OpenReport, file: Attachment): Child[] {
  const found = file.found.map((each) => FOUND[each] ?? "something").join(", ");
  const said = h("p", { class: "govuk-body", role: "status" });
  const save = async (): Promise<void> => {
    try {
      download((await takenBody(app, open.id, file)).data, `${open.id.slice(0, 8)}-${file.number}.${file.kind}`);
      said.replaceChildren("Saved.");
    } catch (error) {
      said.replaceChildren(error instanceof NotShown ? error.message : "This could not be saved. Try again.");
    }
  };
  return [
    summary([
      ["File", `${file.number} (${shown(file.kind)})`],
      ["Attached", `${hour(file.at)}, or up to an hour later`],
      ["Found in it, not in the clean copy", found || "nothing"],
      ["SHA-256 of the original", h("code", {}, shown(file.original.sha256))],
    ]),
    isPicture(file) && picturePart(app, open, file, said),
    button(`Save the clean copy of file ${file.number}`, () => void save()),
    paragraph(link(`#/report/${open.id}/original/${file.number}`, `Save the original of file ${file.number}`)),
    said,
  ];
}

export async function original(app: App, [id = "", , number = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const file = open.attachments.find((each) => String(each.number) === number);
  const back = `#/report/${id}`;
  if (!file) return { title: "There is nothing here", back, body: [paragraph("This report has no such file.")] };
  const { reasons } = await app.api.get<{ reasons: { code: string; title: string }[] }>("/api/original-reasons");
  const choices = reasons.map(({ code, title }) => ({ value: code, title }));
  const label = "What do you need the original for?";
  const field = { name: "reason", label, kind: "radios", choices, missing: "Say what you need it for" } as const;
  const send = async (reason: string): Promise<void> => {
    const { data } = await takenBody(app, id, file, reason);
    if (app.sitting.report !== open) throw new Fault("", "The key was put away. Nothing was saved.");
    download(data, `${id.slice(0, 8)}-${number}.original`);
    app.go(back, "The original was saved.");
  };
  return {
    title: `Save the original of file ${number}`,
    caption: `Report ${id.slice(0, 8)}`,
    back,
    body: [
      paragraph("It holds everything that was hidden in it, and nothing has made it safe to open. ", NOT_LOCKED),
      paragraph("Your reason is recorded, with your account and the hour."),
      form({ fields: [field], button: "Save the original", send: (values) => send(values.text("reason")) }),
    ],
  };
}
