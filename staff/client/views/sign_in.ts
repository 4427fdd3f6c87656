// Signing in by account, and signing out.
import { asked } from "../addresses";
import { Problem } from "../api";
import { type App, type View } from "../app";
import { link, paragraph, warning } from "../dom";
import { Fault, form, type Values } from "../forms";
import type { Who } from "../sitting";
import { directory } from "../teams";

export function signIn(app: App): View {
  const fields = [
    {
      name: "account",
      label: "Account name",
      kind: "text",
      missing: "Enter your account name",
      autocomplete: "username",
    },
    {
      name: "password",
      label: "Password",
      kind: "password",
      missing: "Enter your password",
      autocomplete: "current-password",
    },
    {
      name: "code",
      label: "Code",
      kind: "code",
      missing: "Enter the code",
      autocomplete: "one-time-code",
      hint: "The 6 digits that your authenticator app shows now",
    },
  ] as const;
  return {
    title: "Sign in",
    body: [
      paragraph("This is for the police teams that receive reports. It cannot be used to report anything."),
      form({ fields, button: "Sign in", send: (values) => enter(app, values) }),
      paragraph(link("#/terminal", "How to work in a terminal instead")),
    ],
  };
}

async function enter(app: App, values: Values): Promise<void> {
  const given = {
    account: values.text("account").trim(),
    password: values.text("password"),
    code: values.text("code").replace(/\D/g, ""),
  };
  try {
    await take(app, await app.api.send<Who>("POST", "/api/session", given));
  } catch (error) {
    throw error instanceof Problem ? new Fault("", sentence(error)) : error;
  }
  app.go(asked().startsWith("#/report/") ? asked() : "#/inbox/new");
}

function sentence(problem: Problem): string {
  if (problem.status === 401) return "The account name, the password or the code is not right. Check all three.";
  if (problem.status === 429) return "There were too many tries. Wait a few minutes, then sign in again.";
  return problem.sentence;
}

/** A sign-in that is still good, for a page that was loaded again; it brings no key back. */
export async function resume(app: App): Promise<void> {
  try {
    await take(app, await app.api.get<Who>("/api/session"));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

const GONE = "You have signed out. The key is not on this page any more.";

/** Everything is off the screen and out of memory before the server is asked. */
export async function signOut(app: App, words = GONE): Promise<void> {
  app.sitting.end();
  app.clear();
  try {
    await leave(app, words);
  } catch {
    app.step(notSignedOut(app, words));
  }
}

async function leave(app: App, words: string): Promise<void> {
  try {
    await app.api.send("DELETE", "/api/session");
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
  }
  ended(app, words);
}

function notSignedOut(app: App, words: string): View {
  return {
    title: "You are not signed out yet",
    body: [
      warning("The key was put away, but the server did not answer. In this browser you may still be signed in."),
      paragraph("Sign out again. If that does not work, close the whole browser, not only this window."),
      form({ fields: [], button: "Sign out again", send: () => leave(app, words) }),
    ],
  };
}

export function ended(app: App, words: string): void {
  app.sitting.end();
  app.api.csrf = "";
  app.go("#/sign-in", words);
}

async function take(app: App, who: Who): Promise<void> {
  app.sitting.who = who;
  app.api.csrf = who.csrf;
  app.sitting.isAbove = app.sitting.hasTeam && !(await directory(app)).own && (await hearsOfLateOnes(app));
}

/** A queue above the teams has no key, and hears of late reports; a team whose key is missing may not. */
async function hearsOfLateOnes(app: App): Promise<boolean> {
  try {
    await app.api.get("/api/escalations");
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 403) return false;
    throw error;
  }
}
