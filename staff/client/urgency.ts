// How urgent a report is, in words: by when it is to be read, or how late that is.
import { clockTime } from "./shown";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface Due {
  due?: string | null;
  late?: boolean;
}

export function urgency(line: Due, now: Date): string {
  if (!line.due) return "";
  const due = new Date(line.due);
  if (line.late) return late(now.getTime() - due.getTime());
  return `Read by ${clockTime(due)} ${day(due, now)}`;
}

/** Late ones first, the latest of them at the top; then by when they are due; then those without a clock. */
export function byUrgency(one: Due, other: Due): number {
  if (Boolean(one.late) !== Boolean(other.late)) return one.late ? -1 : 1;
  return moment(one) - moment(other);
}

function moment(line: Due): number {
  return line.due ? new Date(line.due).getTime() : Number.MAX_SAFE_INTEGER;
}

function late(by: number): string {
  if (by < HOUR) return "Less than an hour late";
  const [count, unit] = by < 2 * DAY ? [Math.floor(by / HOUR), "hour"] : [Math.floor(by / DAY), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"} late`;
}

function day(due: Date, now: Date): string {
  const days = Math.round((midnight(due) - midnight(now)) / DAY);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  return `on ${due.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" })}`;
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
