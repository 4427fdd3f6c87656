// The first sign-in of an account: a password, and an authenticator app.
import { Problem } from "../api";
import { type App, type View } from "../app";
import { h, heading, paragraph, summary } from "../dom";
import { Fault, form, type Values } from "../forms";
import { toBase64 } from "../sealing";

const GROUP = /.{1,4}/g;
const DEAD = "This link does not work any more. Ask whoever gave it to you for a new one.";

interface Enrolled {
  otpauth: string;
  qr_svg: string;
}

/** `token` came after the # of the link, so that it is in no log. */
export function enrol(app: App, token: string): View {
  if (!token) return { title: "Set up your account", body: [paragraph(DEAD)] };
  const fields = [
    {
      name: "password",
      label: "Choose a password",
      kind: "password",
      missing: "Choose a password",
      hint: "Long is good: four or more words that do not belong together",
      autocomplete: "new-password",
    },
    {
      name: "again",
      label: "The password again",
      kind: "password",
      missing: "Enter the password again",
      autocomplete: "new-password",
    },
  ] as const;
  const words = "You need a phone or a computer with an authenticator app. It shows a new code each half minute.";
  const send = (values: Values): Promise<void> => choose(app, token, values);
  return { title: "Set up your account", body: [paragraph(words), form({ fields, button: "Continue", send })] };
}

async function choose(app: App, token: string, values: Values): Promise<void> {
  const password = values.text("password");
  if (password !== values.text("again")) throw new Fault("again", "The two passwords are not the same");
  const enrolled = await dead(app.api.send<Enrolled>("POST", "/api/enrol", { token, password }));
  app.step(authenticator(app, token, enrolled));
}

function authenticator(app: App, token: string, enrolled: Enrolled): View {
  const secret = new URL(enrolled.otpauth).searchParams.get("secret") ?? "";
  const source = `data:image/svg+xml;base64,${toBase64(new TextEncoder().encode(enrolled.qr_svg))}`;
  const code = {
    name: "code",
    label: "Code",
    kind: "code",
    missing: "Enter the code",
    autocomplete: "one-time-code",
    hint: "The 6 digits that the app shows now",
  } as const;
  return {
    title: "Add this account to your authenticator app",
    body: [
      paragraph("Scan this with the app."),
      h("img", { src: source, alt: "A code to scan. The same is below as letters.", class: "qr" }),
      heading("If you cannot scan it"),
      paragraph("Type this key into the app. Choose “time-based” if it asks."),
      summary([["Key", h("code", {}, (secret.match(GROUP) ?? []).join(" "))]]),
      form({ fields: [code], button: "Finish", send: (values) => confirm(app, token, values) }),
    ],
  };
}

async function confirm(app: App, token: string, values: Values): Promise<void> {
  const code = values.text("code").replace(/\D/g, "");
  await dead(app.api.send("POST", "/api/enrol/confirm", { token, code }));
  history.replaceState(null, "", "/");
  app.go("#/sign-in", "Your account is ready. Sign in with the next code that the app shows.");
}

async function dead<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof Problem && error.status === 404 ? new Fault("", DEAD) : error;
  }
}
