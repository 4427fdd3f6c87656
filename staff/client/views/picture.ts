// A picture that was attached, on the page: blurred until somebody asks to see it, for what it shows can distress.
import type { App } from "../app";
import { addressOf, takenBody } from "../bodies";
import { button, h, paragraph, type Child } from "../dom";
import { NotShown, type Attachment } from "../parts";
import type { OpenReport } from "../report";

const PICTURES: Record<string, string> = { jpg: "image/jpeg", png: "image/png" };
const CANNOT = "This picture cannot be shown here. Save the clean copy instead.";

/** Whether it can be looked at here. */
export function isPicture(file: Attachment): boolean {
  return file.kind in PICTURES;
}

/** A button that shows the clean copy; `said` is where is told what became of it. */
export function picturePart(app: App, open: OpenReport, file: Attachment, said: HTMLElement): Child {
  const place = h("div", { class: "picture no-print" });
  const hide = (): void => {
    place.replaceChildren(look);
    said.replaceChildren(`File ${file.number} is hidden.`);
    look.focus();
  };
  const show = async (): Promise<void> => {
    try {
      const picture = await drawn((await takenBody(app, open.id, file)).data, file);
      if (app.sitting.report !== open) return;
      place.replaceChildren(...blurred(picture, file, hide));
      said.replaceChildren(`File ${file.number} is shown, blurred.`);
      place.querySelector("button")?.focus();
    } catch (error) {
      said.replaceChildren(error instanceof NotShown ? error.message : CANNOT);
    }
  };
  const look = button(`Look at file ${file.number} here`, () => void show(), "secondary");
  place.append(look);
  return place;
}

function blurred(picture: HTMLImageElement, file: Attachment, hide: () => void): HTMLElement[] {
  const clear = button(`Show file ${file.number} clearly`, () => turn(), "secondary");
  const turn = (): void => {
    const isBlurred = picture.classList.toggle("blurred");
    clear.textContent = isBlurred ? `Show file ${file.number} clearly` : `Blur file ${file.number} again`;
    picture.alt = alt(file, isBlurred);
  };
  return [
    clear,
    button(`Hide file ${file.number}`, hide, "secondary"),
    paragraph("It can be hard to look at. You need not, and you can ask a colleague."),
    h("div", { class: "frame" }, picture),
  ];
}

/** The picture, once it can be seen; its address is good for no longer. */
async function drawn(data: Uint8Array, file: Attachment): Promise<HTMLImageElement> {
  const address = addressOf(data, PICTURES[file.kind] ?? "");
  const picture = h("img", { class: "blurred", alt: alt(file, true) });
  try {
    picture.src = address;
    await picture.decode();
  } finally {
    URL.revokeObjectURL(address);
  }
  return picture;
}

function alt(file: Attachment, isBlurred: boolean): string {
  return isBlurred ? `File ${file.number}, blurred` : `File ${file.number}. Nobody has described what it shows.`;
}
