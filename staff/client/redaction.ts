// What becomes of words that are blacked out.
import type { Mark } from "./report";
import { shown } from "./shown";

/** Always as long, so that it does not tell how long a name was. */
const BAR = "█████";

/** Own words as a box shows them, so that a selection's places are theirs. */
export function plain(words: string): string {
  return shown(words.replace(/\r\n?/g, "\n"));
}

/** A selection, without half an emoji at either end. */
export function whole(words: string, from: number, to: number): Mark {
  const isHalf = (at: number): boolean => (words.codePointAt(at - 1) ?? 0) > 0xffff;
  return { from: isHalf(from) ? from - 1 : from, to: isHalf(to) ? to + 1 : to };
}

export function barred(words: string, marks: readonly Mark[]): string {
  let text = "";
  let at = 0;
  for (const { from, to } of merged(marks)) {
    text += words.slice(at, from) + BAR;
    at = to;
  }
  return text + words.slice(at);
}

/** In order, and those that touch as one. */
export function merged(marks: readonly Mark[]): Mark[] {
  const joined: Mark[] = [];
  for (const mark of [...marks].sort((one, other) => one.from - other.from)) {
    const last = joined[joined.length - 1];
    if (last && mark.from <= last.to) last.to = Math.max(last.to, mark.to);
    else joined.push({ ...mark });
  }
  return joined;
}
