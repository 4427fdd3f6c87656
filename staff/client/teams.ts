// The teams there are, and the keys that what is sealed for them is sealed to.
import type { App } from "./app";
import { inset, type Child } from "./dom";
import { Fault } from "./forms";

export interface Team {
  id: string;
  name: string;
  recipient: string | null;
  /** Shares a report with no other team. */
  alone?: boolean;
}
export interface Directory {
  teams: readonly Team[];
  recovery: string;
  own: Team | undefined;
  /** Accounts of the own team. */
  accounts: readonly string[];
}

const ANOTHER_RECOVERY =
  "Nothing was sealed or sent: the server named another recovery key than your team’s key file does. Tell your team " +
  "lead and whoever looks after Heard, by phone or in person, before anybody goes on.";
const UNCHECKED =
  "Your key file does not name the force’s recovery key, so this page could not check the one that the server named. " +
  "Whoever looks after Heard can add the line to the file.";

/** The recovery key to seal to. Throws a `Fault` for another than the team's key file names. */
export function recoveryKey(app: App, { recovery }: Directory): string {
  if (app.key.recovery && app.key.recovery !== recovery) throw new Fault("", ANOTHER_RECOVERY);
  return recovery;
}

/** For the page on which something is sealed. */
export function recoveryNote(app: App): Child {
  return app.key.recovery ? null : inset(UNCHECKED);
}

export async function directory(app: App): Promise<Directory> {
  const told = await app.api.get<{ teams: Team[]; recovery: string; accounts?: string[] }>("/api/teams");
  const own = told.teams.find((each) => each.id === app.team);
  return { teams: told.teams, recovery: told.recovery, own, accounts: told.accounts ?? [] };
}
