// The team's key, from the file that the member chooses. It is held in memory, and never stored or sent.
import { Decrypter, armor, identityToRecipient } from "age-encryption";

export interface TeamKey {
  identity: string;
  recipient: string;
  /** The force's recovery key, as the file names it; "" when it names none. */
  recovery: string;
}

/** The file cannot be used; the sentence says what to do. */
export class KeyFault extends Error {
  constructor(
    readonly field: "file" | "passphrase",
    sentence: string,
  ) {
    super(sentence);
  }
}

const LARGEST = 64 * 1024;
const NOT_A_KEY = "This is not a key file. Choose the file of your team’s key; its name ends in .key or .age.";
const BINARY = "age-encryption.org/v1\n";
const ARMOURED = "-----BEGIN AGE ENCRYPTED FILE-----";
const RECOVERY = /^#\s*recovery:\s*(.*)$/;
const TWO =
  "This key file names two recovery keys, so this page cannot tell which is right. Tell your team lead and whoever " +
  "looks after Heard, by phone or in person.";
const IDENTITY = /^AGE-SECRET-KEY-1[A-Z0-9]+$/;

export async function readKeyFile(file: File, passphrase: string): Promise<TeamKey> {
  if (!file.size || file.size > LARGEST) throw new KeyFault("file", NOT_A_KEY);
  const data = new Uint8Array(await file.arrayBuffer());
  return keyOf(isLocked(data) ? await unlocked(data, passphrase) : text(data));
}

function isLocked(data: Uint8Array): boolean {
  const start = text(data).trimStart();
  return start.startsWith(BINARY) || start.startsWith(ARMOURED);
}

async function unlocked(data: Uint8Array, passphrase: string): Promise<string> {
  if (!passphrase) throw new KeyFault("passphrase", "This key file is locked. Enter its passphrase.");
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    const start = text(data).trimStart();
    return await decrypter.decrypt(start.startsWith(ARMOURED) ? armor.decode(start) : data, "text");
  } catch {
    throw new KeyFault("passphrase", "The passphrase does not open this key file. Try again.");
  }
}

async function keyOf(content: string): Promise<TeamKey> {
  const lines = content.split(/\r?\n/).map((each) => each.trim());
  const identities = lines.filter((each) => each && !each.startsWith("#"));
  const [identity] = identities;
  if (identities.length !== 1 || !identity || !IDENTITY.test(identity)) throw new KeyFault("file", NOT_A_KEY);
  const recovery = recoveryIn(lines);
  try {
    return { identity, recipient: await identityToRecipient(identity), recovery };
  } catch {
    throw new KeyFault("file", NOT_A_KEY);
  }
}

function recoveryIn(lines: readonly string[]): string {
  const named = new Set(lines.map((each) => RECOVERY.exec(each)?.[1]).filter((each) => each !== undefined));
  if (named.size > 1) throw new KeyFault("file", TWO);
  return [...named][0] ?? "";
}

function text(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}
