// The bodies of a report's files: fetched sealed, opened on this computer, and proved to be what the letter says.
import type { App } from "./app";
import { h } from "./dom";
import { NotShown, type Attachment } from "./parts";
import { path } from "./report";
import { sha256, unsealBytes } from "./sealing";

export interface Taken {
  sealed: Uint8Array;
  data: Uint8Array;
}

const CHANGED =
  "This file is not what was sent: it was changed where it is stored. Nothing of it is saved. Tell whoever looks after Heard.";

/** The clean copy, or with a reason the original; that it was taken is recorded. Throws `NotShown` and `Problem`. */
export async function takenBody(app: App, id: string, file: Attachment, reason = ""): Promise<Taken> {
  const which = reason ? "original" : "clean";
  const sealed = await app.api.bytes(path(id, `attachments/${file.number}/${which}`), reason ? { reason } : undefined);
  const data = (await unsealBytes(sealed, file.key).catch(() => new Uint8Array())).slice(0, file[which].bytes);
  if ((await sha256(data)) !== file[which].sha256) throw new NotShown(CHANGED);
  return { sealed, data };
}

/** Has the browser save it. */
export function download(data: Uint8Array, name: string, type = "application/octet-stream"): void {
  const address = addressOf(data, type);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** An address that is good on this page alone, until it is revoked. */
export function addressOf(data: Uint8Array, type: string): string {
  return URL.createObjectURL(new Blob([data.slice().buffer], { type }));
}
