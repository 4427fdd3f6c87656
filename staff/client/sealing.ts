// Opening and sealing in the age format, as actions/sealing.py does: any team can use the ordinary `age` instead.
import { Decrypter, Encrypter } from "age-encryption";

const SMALLEST_BUCKET = 4096;
const SPACE = 0x20;
const DIGITS_OF_FINGERPRINT = 16;

export class CannotOpen extends Error {}

export async function unseal(sealed: Uint8Array, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await decrypter.decrypt(sealed));
  } catch {
    throw new CannotOpen();
  }
}

/** The same for what is no text. */
export async function unsealBytes(sealed: Uint8Array, identity: string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(sealed);
  } catch {
    throw new CannotOpen();
  }
}

export async function seal(text: string, recipients: readonly string[]): Promise<Uint8Array> {
  if (!recipients.length) throw new Error("sealing needs at least one recipient");
  const encrypter = new Encrypter();
  for (const each of recipients) encrypter.addRecipient(each);
  return encrypter.encrypt(padded(new TextEncoder().encode(text)));
}

/** Spaces up to 4, 8, 16 … KiB: white space keeps it readable, and lengths then say little. */
export function padded(text: Uint8Array): Uint8Array {
  let bucket = SMALLEST_BUCKET;
  while (bucket < text.length) bucket *= 2;
  const filled = new Uint8Array(bucket).fill(SPACE);
  filled.set(text);
  return filled;
}

export function toBase64(data: Uint8Array): string {
  let text = "";
  for (const byte of data) text += String.fromCharCode(byte);
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  } catch {
    throw new CannotOpen();
  }
}

export async function sha256(data: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data.slice().buffer));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Names a sealed part that was read, so that the server changes no other. */
export async function sumOf(sealed: string): Promise<string> {
  return sha256(fromBase64(sealed));
}

/** What people compare and name a key by, as `heard keys list` shows it. */
export async function fingerprint(recipient: string): Promise<string> {
  return (await sha256(new TextEncoder().encode(recipient))).slice(0, DIGITS_OF_FINGERPRINT);
}
