// A reporter's words as they wrote them, with whatever could hide or turn words round shown as its code.
import { h } from "./dom";

const STEERING =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

export function shown(text: string): string {
  return text.replace(STEERING, (found) => `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
}

/** Own words, in a block of their own; each keeps to its own direction. */
export function ownWords(text: string): HTMLElement {
  return h("div", { class: "words", dir: "auto" }, shown(text).trim());
}

export function hour(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return shown(text);
  const day = at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return `${day} at ${clockTime(at)}`;
}

/** A day, from year-month-day. */
export function day(text: string): string {
  const at = new Date(`${text}T12:00:00`);
  if (Number.isNaN(at.getTime())) return shown(text);
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** 3pm, 9am, midday or midnight; with minutes only where there are any. */
export function clockTime(at: Date): string {
  const [hours, minutes] = [at.getHours(), at.getMinutes()];
  if (!minutes && hours % 12 === 0) return hours ? "midday" : "midnight";
  const shown = minutes ? `${hours % 12 || 12}:${String(minutes).padStart(2, "0")}` : String(hours % 12);
  return `${shown}${hours < 12 ? "am" : "pm"}`;
}
