// The bar at the top: who is signed in, where to go, and putting the key away.
import type { App } from "./app";
import { h, link } from "./dom";
import { shown } from "./shown";
import { signOut } from "./views/sign_in";

export function navigation(app: App): void {
  document.getElementById("bar")?.replaceChildren(...(app.sitting.who ? bar(app) : []));
}

function bar(app: App): HTMLElement[] {
  const { who, key } = app.sitting;
  const places = app.sitting.hasTeam
    ? [
        link("#/inbox/new", "Reports"),
        app.sitting.isLead && link("#/late", "Late reports"),
        !key && link("#/key", "Choose the key"),
      ]
    : [];
  const act = (text: string, press: () => void): HTMLElement =>
    h("button", { type: "button", class: "link", click: press }, text);
  const putAway = key && act("Put the key away", () => away(app));
  const items = [...places, putAway, act("Sign out", () => void signOut(app))].filter((each): each is HTMLElement =>
    Boolean(each),
  );
  return [
    h("p", { class: "who" }, `${shown(who?.account ?? "")}${who?.team ? `, ${shown(who.team)}` : ""}`),
    h("nav", { "aria-label": "Pages" }, h("ul", {}, ...items.map((each) => h("li", {}, each)))),
  ];
}

function away(app: App): void {
  app.sitting.putKeyAway();
  app.clear();
  app.go("#/inbox/new", "The key was put away.");
}
