// Choosing the team's key. It opens reports here, and goes nowhere.
import { type App, type View } from "../app";
import { inset, paragraph } from "../dom";
import { Fault, form, type Values } from "../forms";
import { KeyFault, readKeyFile } from "../key";
import { directory } from "../teams";

const NOT_YOURS = "This is not the key that your team has now. Choose your team’s own key file.";

export function chooseKey(app: App): View {
  const fields = [
    { name: "file", label: "Your team’s key file", kind: "file", missing: "Choose your team’s key file" },
    {
      name: "passphrase",
      label: "Passphrase of the file",
      kind: "secret",
      hint: "Only if the file is locked with one",
    },
  ] as const;
  return {
    title: "Choose your team’s key",
    back: "#/inbox/new",
    body: [
      paragraph("Reports are locked for your team. This page opens them on your computer, with your team’s key."),
      inset(
        "The key stays in the memory of this page. It is not sent and not stored. It is put away when you sign out, " +
          "close this page, or do nothing for 15 minutes.",
      ),
      form({ fields, button: "Use this key", send: (values) => use(app, values) }),
    ],
  };
}

async function use(app: App, values: Values): Promise<void> {
  const file = values.file("file");
  if (!file) throw new Fault("file", "Choose your team’s key file");
  try {
    const key = await readKeyFile(file, values.text("passphrase"));
    const own = (await directory(app)).own?.recipient;
    if (own && own !== key.recipient) throw new Fault("file", NOT_YOURS);
    app.sitting.key = key;
  } catch (error) {
    throw error instanceof KeyFault ? new Fault(error.field, error.message) : error;
  }
  app.go(location.hash === "#/key" ? "#/inbox/new" : location.hash);
}
