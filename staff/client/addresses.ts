// The addresses of views. The browser keeps them in its history, so a report's is a number that means something only
// while this page is there.

const REPORT = "#/report/";
const NUMBER = /^#\/at\/(\d+)$/;
const known: string[] = [];

/** As it stands in the address bar. */
export function kept(address: string): string {
  if (!address.startsWith(REPORT)) return address;
  const at = known.indexOf(address);
  return `#/at/${at >= 0 ? at : known.push(address) - 1}`;
}

/** The view that is asked for; one that was written out is written over, so that the history does not keep it. */
export function asked(): string {
  const { hash } = location;
  const found = NUMBER.exec(hash);
  if (found) return known[Number(found[1])] ?? "#/";
  if (hash.startsWith(REPORT)) history.replaceState(null, "", kept(hash));
  return hash;
}

/** The name and the parts of an address. */
export function partsOf(address: string): [string, ...string[]] {
  const [name = "", ...parts] = address.replace(/^#\/?/, "").split("/").map(decoded);
  return [name, ...parts];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
