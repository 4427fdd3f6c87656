// A redacted copy that a lead proposed to put in the report's place: another person of the team confirms it, or not.
import { type App, type View } from "../app";
import { inset, link, paragraph, warning, type Child } from "../dom";
import { form } from "../forms";
import { isDone, opened, path, type OpenReport } from "../report";
import { sumOf } from "../sealing";
import { shown } from "../shown";
import { answers, at } from "./report";

export const OTHERS = "A team that has a copy of its own keeps the words there.";
const CHANGED = "Nothing was done: the report or the proposal has changed since you opened it. This is how it is now.";

/** What the report's own page says of it. */
export function proposalNote(open: OpenReport): Child {
  if (!open.proposed) return null;
  const words = `${shown(open.taken.proposed_by ?? "Somebody")} proposed to take words out of this report for good. `;
  return inset(words, link(at(open.id, "proposed"), "Look at the proposal"));
}

export async function proposed(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const head = { title: "Words to be taken out for good", caption: `Report ${id.slice(0, 8)}`, back: `#/report/${id}` };
  if (!open.proposed) return { ...head, body: [paragraph("Nothing is proposed any more.")] };
  const isMine = open.taken.proposed_by === app.sitting.who?.account;
  return {
    ...head,
    body: [
      paragraph("This would be in the report’s place. Compare it with the report as it is now."),
      answers(open.proposed.answers),
      isMine && paragraph("You proposed it, so somebody else of your team has to confirm it."),
      !isMine && warning(`Once you confirm it, it cannot be undone in your team’s copy. ${OTHERS}`),
      !isMine && form({ fields: [], button: "Take them out for good", warns: true, send: () => confirm(app, open) }),
      form({ fields: [], button: "Drop the proposal", plain: true, send: () => drop(app, open) }),
    ],
  };
}

async function confirm(app: App, open: OpenReport): Promise<void> {
  const was = await sumOf(open.taken.proposed ?? "");
  const ask = (): Promise<void> => app.api.send("POST", path(open.id, "redaction/confirmation"), { was });
  if (!(await isDone(app, open, ask))) return app.go(`#/report/${open.id}`, CHANGED);
  app.sitting.report = null;
  app.go(`#/report/${open.id}`, `What was blacked out is gone from your team’s copy. ${OTHERS}`);
}

async function drop(app: App, open: OpenReport): Promise<void> {
  await app.api.send("DELETE", path(open.id, "redaction/confirmation"));
  app.sitting.report = null;
  app.go(`#/report/${open.id}`, "The proposal was dropped. The report stays as it is.");
}
