// Ends the sitting when nobody has done anything for a quarter of an hour, and says so a minute before.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const MINUTES_IDLE = 15;
const MINUTES_BETWEEN_SIGNS = 5;
const BETWEEN_LOOKS = 10 * SECOND;
const ACTS = ["keydown", "pointerdown", "scroll", "input"] as const;
const WAKES = ["focus", "pageshow"] as const;

export interface Idle {
  warn: () => unknown;
  stay: () => void;
  over: () => void;
  /** Now and then, while the member is busy: a long reply is written without asking the server for anything. */
  busy: () => void;
}

/** Compares times of day: a computer that sleeps stops its timers, and its member may come back as somebody else. */
export function watchIdle(idle: Idle): void {
  let last = Date.now();
  let signed = last;
  let isWarned = false;
  const look = (): void => {
    const since = Date.now() - last;
    if (since >= MINUTES_IDLE * MINUTE) {
      last = Date.now();
      isWarned = false;
      idle.over();
    } else if (since >= (MINUTES_IDLE - 1) * MINUTE && !isWarned) {
      isWarned = true;
      idle.warn();
    }
  };
  const act = (): void => {
    look();
    last = Date.now();
    if (isWarned) idle.stay();
    isWarned = false;
    if (last - signed < MINUTES_BETWEEN_SIGNS * MINUTE) return;
    signed = last;
    idle.busy();
  };
  for (const each of ACTS) addEventListener(each, act, { capture: true, passive: true });
  for (const each of WAKES) addEventListener(each, look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, BETWEEN_LOOKS);
}
