// One page: which view is shown for which address after the #, and what all views share.
import { asked, kept, partsOf } from "./addresses";
import { Api } from "./api";
import { h, link, type Child } from "./dom";
import type { TeamKey } from "./key";
import { Sitting } from "./sitting";

export interface View {
  title: string;
  body: readonly Child[];
  back?: string;
  /** What stands above the heading, small. */
  caption?: string;
  wide?: boolean;
  /** Called once it is on the screen. */
  there?: () => void;
}
/** Builds a view from the parts of its address. */
export type Page = (app: App, parts: readonly string[]) => View | Promise<View>;

export const SITE = "Heard: for the teams";

export class App {
  readonly api = new Api();
  readonly sitting = new Sitting();
  private shown = 0;
  private note = "";

  constructor(
    readonly main: HTMLElement,
    private readonly pageFor: (app: App, name: string) => Page,
    private readonly failed: (error: unknown) => View,
    private readonly around: (app: App) => void,
  ) {}

  get team(): string {
    return this.sitting.who?.team ?? "";
  }

  /** The team's key; views that need it are only shown while there is one. */
  get key(): TeamKey {
    if (!this.sitting.key) throw new Error("no key");
    return this.sitting.key;
  }

  /** Goes to an address; `note` is said at the top of the view there. */
  go(to: string, note = ""): void {
    this.note = note;
    if (location.hash === kept(to)) void this.show();
    else location.hash = kept(to);
  }

  /** Shows the view of the present address, and gives its heading the focus. */
  async show(): Promise<void> {
    const turn = ++this.shown;
    const [name, ...parts] = partsOf(asked());
    this.leaveReport(name, parts[0]);
    this.around(this);
    const view = await this.view(name, parts);
    if (turn === this.shown) this.put(view);
  }

  /** Shows the next step of what was begun at this address. */
  step(view: View): void {
    this.shown += 1;
    this.around(this);
    this.put(view);
  }

  /** Takes everything off the screen at once. */
  clear(): void {
    this.shown += 1;
    this.main.replaceChildren();
    unmark();
    document.title = SITE;
  }

  private async view(name: string, parts: readonly string[]): Promise<View> {
    try {
      return await this.pageFor(this, name)(this, parts);
    } catch (error) {
      return this.failed(error);
    }
  }

  private put(view: View): void {
    const title = h("h1", { class: "govuk-heading-l", tabindex: "-1" }, view.title);
    const caption = view.caption ? h("span", { class: "govuk-caption-l" }, view.caption) : null;
    const said = this.note ? notice(this.note) : null;
    this.note = "";
    this.main.classList.toggle("wide", Boolean(view.wide));
    const back = view.back ? link(view.back, "Back", "govuk-back-link") : null;
    this.main.replaceChildren(
      ...[back, said, caption, title, ...view.body].filter((each): each is Node | string => Boolean(each)),
    );
    unmark();
    // The browser's history keeps titles, and of a report it is to keep nothing.
    const isReport = this.sitting.key && partsOf(asked())[0] === "report";
    document.title = isReport ? `A report – ${SITE}` : `${view.title} – ${SITE}`;
    view.there?.();
    scrollTo(0, 0);
    title.focus({ preventScroll: true });
  }

  /** An opened report does not stay open behind another view. */
  private leaveReport(name: string, id: string | undefined): void {
    if (name !== "report" || this.sitting.report?.id !== id) this.sitting.report = null;
  }
}

function notice(text: string): HTMLElement {
  return h("div", { class: "said", role: "status" }, h("p", { class: "govuk-body" }, text));
}

/** What one report put on paper is not on the next. */
function unmark(): void {
  for (const each of ["--report", "--marking"]) document.documentElement.style.removeProperty(each);
}
