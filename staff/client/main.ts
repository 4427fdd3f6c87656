// Starts the teams' page: which view stands for which address, and when everything is put away.
import { Problem } from "./api";
import { App, type Page, type View } from "./app";
import { h, link, paragraph, warning } from "./dom";
import { MINUTES_IDLE, watchIdle } from "./idle";
import { navigation } from "./navigation";
import { NotShown } from "./parts";
import { assessment } from "./views/assessment";
import { assign } from "./views/assign";
import { audit } from "./views/audit";
import { contact } from "./views/contact";
import { close, stepAside } from "./views/ending";
import { enrol } from "./views/enrol";
import { exclude } from "./views/exclude";
import { exportSealed } from "./views/export";
import { original } from "./views/files";
import { handOver } from "./views/hand_over";
import { inbox } from "./views/inbox";
import { eraseIt, holdIt, keepLonger } from "./views/keeping";
import { chooseKey } from "./views/key";
import { late } from "./views/late";
import { print } from "./views/print";
import { proposed } from "./views/proposed";
import { redact } from "./views/redact";
import { reply } from "./views/reply";
import { report } from "./views/report";
import { ended, resume, signIn, signOut } from "./views/sign_in";

const ACTS: Record<string, Page> = {
  original,
  ...{ "": report, contact, reply, ask: reply, assign, redact, print, assessment, close },
  ...{ "hand-over": handOver, export: exportSealed, "step-aside": stepAside, exclude, proposed },
  ...{ keep: keepLonger, hold: holdIt, erase: eraseIt },
};
const SIGNED_OUT = "Your sign-in is over. Sign in again; the key was put away.";
const IDLE_OVER = `Your team’s key was put away: nothing was done for ${MINUTES_IDLE} minutes. Choose it to go on.`;
const SIGNED_OUT_IDLE = `You were signed out: nothing was done for ${MINUTES_IDLE} minutes.`;
const SOON =
  "Nothing was done for some time. In one minute your team’s key is put away, and what you are writing is lost. " +
  "Press any key to go on.";
const SOON_OUT = "Nothing was done for some time. In one minute you are signed out. Press any key to go on.";

const main = document.getElementById("main") as HTMLElement;
const served = [...main.children].map((each) => each.cloneNode(true));

function pageFor(app: App, name: string): Page {
  const { who, key } = app.sitting;
  if (location.pathname === "/enrol" && !location.hash.startsWith("#/"))
    return () => enrol(app, location.hash.slice(1));
  if (name === "terminal") return terminal;
  if (!who) return signIn;
  if (who.role === "auditor") return (asked, parts) => audit(asked, name === "audit" ? parts : []);
  if (app.sitting.isAbove) return late;
  if (!app.sitting.hasTeam) return nothingHere;
  if (name === "key") return chooseKey;
  if (name === "late" && app.sitting.isLead) return late;
  if (name !== "report") return inbox;
  return key ? (asked, parts) => (ACTS[parts[1] ?? ""] ?? report)(asked, parts) : chooseKey;
}

function terminal(): View {
  const [, ...rest] = served.map((each) => each.cloneNode(true));
  return { title: "How to work in a terminal", back: "#/", body: rest };
}

function nothingHere(): View {
  return {
    title: "You are signed in",
    body: [paragraph("There is nothing for your account on this page. Reports are for the teams alone.")],
  };
}

function failed(error: unknown): View {
  const back = "#/inbox/new";
  if (error instanceof NotShown) return { title: "This report is not shown", back, body: [warning(error.message)] };
  if (!(error instanceof Problem))
    return { title: "Something went wrong on this page", back, body: [paragraph("Load the page again.")] };
  if (error.status === 404)
    return { title: "There is nothing here", back, body: [paragraph("Your team has no such report.")] };
  return {
    title: "This could not be done",
    back,
    body: [paragraph(error.sentence), paragraph(link(location.hash || "#/", "Try again"))],
  };
}

const app = new App(main, pageFor, failed, navigation);
app.api.ended = () => ended(app, SIGNED_OUT);

function putAway(): void {
  app.sitting.putKeyAway();
  app.clear();
}

function warnIdle(words: string): void {
  document.getElementById("idle")?.replaceChildren(...(words ? [h("p", { class: "govuk-body" }, words)] : []));
}

/** Lists and the audit are put away too: whoever comes to this screen next is not told what there is. */
function idleOver(): void {
  warnIdle("");
  if (!app.sitting.who) return;
  if (!app.sitting.key) return void signOut(app, SIGNED_OUT_IDLE);
  putAway();
  app.go("#/key", IDLE_OVER);
}

watchIdle({
  warn: () => app.sitting.who && warnIdle(app.sitting.key ? SOON : SOON_OUT),
  stay: () => warnIdle(""),
  busy: () => void (app.sitting.hasTeam && app.api.get("/api/outcomes").catch(() => undefined)),
  over: idleOver,
});
addEventListener("hashchange", () => void app.show());
// The link to the view that is there fetches it anew; the address does not change, so nobody else says so.
addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link?.getAttribute("href")?.startsWith("#/") && link.hash === location.hash) void app.show();
});
addEventListener("pagehide", putAway);
addEventListener("pageshow", (event) => {
  if (event.persisted) void app.show();
});
await resume(app);
void app.show();
