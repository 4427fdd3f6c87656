// A lead keeps a report from somebody of the team, who is not told.
import { type App, type View } from "../app";
import { paragraph, warning } from "../dom";
import { form, type Values } from "../forms";
import { opened, path } from "../report";
import { directory } from "../teams";

export async function exclude(app: App, [id = ""]: readonly string[]): Promise<View> {
  const open = await opened(app, id);
  const { accounts } = await directory(app);
  const others = accounts.filter((each) => each !== app.sitting.who?.account);
  const choices = others.map((each) => ({ value: each, title: each }));
  const field = {
    name: "account",
    label: "Who should not see it?",
    kind: "radios",
    choices,
    missing: "Say who should not see it",
  } as const;
  const send = async (values: Values): Promise<void> => {
    const account = values.text("account");
    await app.api.send("POST", path(id, "exclusions"), { account });
    if (open.taken.assigned === account) open.taken.assigned = null;
    app.go(`#/report/${id}`, `For ${account} there is no such report any more.`);
  };
  const explained = "For them it is then as if there were no such report. They are not told. It is recorded.";
  return {
    title: "Keep this report from somebody",
    caption: `Report ${id.slice(0, 8)}`,
    back: `#/report/${id}`,
    body: others.length
      ? [
          paragraph(explained),
          warning("You cannot undo this."),
          form({ fields: [field], button: "Keep it from them", warns: true, send }),
        ]
      : [paragraph("There is nobody else in your team.")],
  };
}
