// What one member holds while they sit here: who they are, the team's key, and one opened report. In memory alone.
import type { TeamKey } from "./key";
import type { OpenReport } from "./report";

export interface Who {
  account: string;
  role: "member" | "lead" | "auditor" | "comms" | "owner";
  team: string | null;
  csrf: string;
}

export class Sitting {
  who: Who | null = null;
  key: TeamKey | null = null;
  report: OpenReport | null = null;

  /** Of a queue above the teams: told what is late, and able to open nothing. */
  isAbove = false;

  get isLead(): boolean {
    return this.who?.role === "lead";
  }

  get hasTeam(): boolean {
    return !this.isAbove && (this.who?.role === "lead" || this.who?.role === "member");
  }

  /** Puts the key away, with what it has opened. */
  putKeyAway(): void {
    this.key = null;
    this.report = null;
  }

  end(): void {
    this.putKeyAway();
    this.who = null;
    this.isAbove = false;
  }
}
