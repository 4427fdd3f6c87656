// A sealed copy to keep or hand on: the age files as they came, with their sums and how to open them.
import { zipSync, strToU8, type Zippable } from "fflate";
import { type App, type View } from "../app";
import { download, takenBody } from "../bodies";
import { paragraph, button, h, type Child } from "../dom";
import { Fault, form } from "../forms";
import { opened, type OpenReport } from "../report";
import { fromBase64, sha256 } from "../sealing";

type Parts = Map<string, Uint8Array>;

const EARLIEST = new Date(1980, 0, 1);
/** A zip file holds a time for each file; none of these says when the copy was made. */
const NO_TIME = { mtime: EARLIEST, level: 0 } as const;
const NONE = "none";

export async function exportSealed(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const copies = open.attachments.map((each) => cleanName(each.number));
  const names = [...letters(open).keys(), ...copies].map((each) => h("li", {}, each));
  const body: Child[] = [
    paragraph("The file that you save stays locked. It opens with your team’s key and the program age, without Heard."),
    h("ul", { class: "govuk-list govuk-list--bullet" }, ...names),
    open.contact ? null : paragraph("The contact details are not in it, because you have not opened them."),
    copies.length
      ? await withFiles(app, open)
      : button("Save the sealed copy", () => void bundle(open, new Map()).then((data) => save(open, data))),
  ];
  return { title: "Save a sealed copy", caption: `Report ${id.slice(0, 8)}`, back: `#/report/${id}`, body };
}

/** That each clean copy was taken is recorded; the originals are put in for a reason. */
async function withFiles(app: App, open: OpenReport): Promise<HTMLElement> {
  const { reasons } = await app.api.get<{ reasons: { code: string; title: string }[] }>("/api/original-reasons");
  const choices = [
    { value: NONE, title: "No" },
    ...reasons.map(({ code, title }) => ({ value: code, title: `Yes: ${title}` })),
  ];
  const label = "Put the files in just as they were sent, too?";
  const hint = "That the files were taken is recorded, with your account and the hour, and of originals your reason.";
  const field = { name: "reason", label, hint, kind: "radios", choices, value: NONE } as const;
  const send = async (reason: string): Promise<void> => {
    const bodies = await sealedBodies(app, open, reason === NONE ? "" : reason);
    if (app.sitting.report !== open) throw new Fault("", "The key was put away. Nothing was saved.");
    save(open, await bundle(open, bodies));
  };
  return form({ fields: [field], button: "Save the sealed copy", send: (values) => send(values.text("reason")) });
}

async function sealedBodies(app: App, open: OpenReport, reason: string): Promise<Parts> {
  const parts: Parts = new Map();
  for (const each of open.attachments) {
    parts.set(cleanName(each.number), (await takenBody(app, open.id, each)).sealed);
    if (reason) parts.set(`file-${each.number}-original.age`, (await takenBody(app, open.id, each, reason)).sealed);
  }
  return parts;
}

function letters(open: OpenReport): Parts {
  const { taken } = open;
  const sealed: (readonly [string, string | null | undefined])[] = [
    ["account.age", taken.account],
    ["contact.age", open.contact?.sealed],
    ...taken.additions.map((each, at) => [`addition-${at + 1}.age`, each] as const),
    ["redacted.age", taken.redacted],
    ["assessment.age", taken.assessment],
    ...open.attachments.map((each, at) => [`file-${each.number}.age`, taken.attachments[at]] as const),
  ];
  const there = sealed.filter((each): each is readonly [string, string] => Boolean(each[1]));
  return new Map(there.map(([name, text]) => [name, fromBase64(text)]));
}

function cleanName(number: number): string {
  return `file-${number}-clean.age`;
}

async function bundle(open: OpenReport, bodies: Parts): Promise<Uint8Array> {
  const parts = new Map([...letters(open), ...bodies]);
  const sums = await Promise.all([...parts].map(async ([name, data]) => `${await sha256(data)}  ${name}\n`));
  const all: Zippable = { "README.txt": strToU8(readme(open)), SHA256SUMS: strToU8(sums.join("")) };
  for (const [name, data] of parts) all[name] = data;
  return zipSync(all, NO_TIME);
}

function save(open: OpenReport, data: Uint8Array): void {
  download(data, `report-${open.id}.zip`, "application/zip");
}

function readme(open: OpenReport): string {
  return [
    `Report ${open.id}, sealed.`,
    "",
    "Each .age file is a part of the report, as Heard stores it. To open one you need the team's key file",
    "and the program age (https://age-encryption.org):",
    "",
    "    age --decrypt --identity TEAM.key account.age",
    "",
    ...(open.attachments.length ? OF_FILES : []),
    "To check that nothing was changed:",
    "",
    "    sha256sum --check SHA256SUMS",
    "",
    "What is opened is not locked any more. Do not leave it on a disk.",
    "",
  ].join("\n");
}

const OF_FILES = [
  "file-1.age is a letter about the first file that was attached. It holds the file's own key. With that key the",
  "clean copy opens, and the original if it was put in. The letter says how many bytes of what comes out are the",
  "file's (the rest is padding), and its SHA-256:",
  "",
  "    age --decrypt --identity TEAM.key file-1.age | jq -r .key > file-1.key",
  "    age --decrypt --identity file-1.key file-1-clean.age | head -c BYTES > file-1.jpg",
  "",
];
