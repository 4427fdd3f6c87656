// A sealed copy to keep or hand on: the age files as they came, with their sums and how to open them.
import { zipSync, strToU8, type Zippable } from "fflate";
import { type App, type View } from "../app";
import { paragraph, button, h, type Child } from "../dom";
import { opened, type OpenReport } from "../report";
import { fromBase64, sha256 } from "../sealing";

const EARLIEST = new Date(1980, 0, 1);
/** A zip file holds a time for each file; none of these says when the copy was made. */
const NO_TIME = { mtime: EARLIEST, level: 0 } as const;

export async function exportSealed(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const names = [...files(open).keys()].map((each) => h("li", {}, each));
  const body: Child[] = [
    paragraph("The file that you save stays locked. It opens with your team’s key and the program age, without Heard."),
    h("ul", { class: "govuk-list govuk-list--bullet" }, ...names),
    open.contact ? null : paragraph("The contact details are not in it, because you have not opened them."),
    button("Save the sealed copy", () => void save(open)),
  ];
  return { title: "Save a sealed copy", caption: `Report ${id.slice(0, 8)}`, back: `#/report/${id}`, body };
}

function files(open: OpenReport): Map<string, Uint8Array> {
  const { taken } = open;
  const sealed: (readonly [string, string | null | undefined])[] = [
    ["account.age", taken.account],
    ["contact.age", open.contact?.sealed],
    ...taken.additions.map((each, at) => [`addition-${at + 1}.age`, each] as const),
    ["redacted.age", taken.redacted],
    ["assessment.age", taken.assessment],
  ];
  const there = sealed.filter((each): each is readonly [string, string] => Boolean(each[1]));
  return new Map(there.map(([name, text]) => [name, fromBase64(text)]));
}

export async function bundle(open: OpenReport): Promise<Uint8Array> {
  const parts = files(open);
  const sums = await Promise.all([...parts].map(async ([name, data]) => `${await sha256(data)}  ${name}\n`));
  const all: Zippable = { "README.txt": strToU8(readme(open.id)), SHA256SUMS: strToU8(sums.join("")) };
  for (const [name, data] of parts) all[name] = data;
  return zipSync(all, NO_TIME);
}

async function save(open: OpenReport): Promise<void> {
  const data = await bundle(open);
  const address = URL.createObjectURL(new Blob([data.slice().buffer], { type: "application/zip" }));
  h("a", { href: address, download: `report-${open.id}.zip` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function readme(id: string): string {
  return [
    `Report ${id}, sealed.`,
    "",
    "Each .age file is a part of the report, as Heard stores it. To open one you need the team's key file",
    "and the program age (https://age-encryption.org):",
    "",
    "    age --decrypt --identity TEAM.key account.age",
    "",
    "To check that nothing was changed:",
    "",
    "    sha256sum --check SHA256SUMS",
    "",
    "What is opened is not locked any more. Do not leave it on a disk.",
    "",
  ].join("\n");
}
