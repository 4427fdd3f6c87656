// The staff process's API. What is sent is sealed already; what goes wrong is said in a sentence.

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly sentence: string,
    readonly field = "",
  ) {
    super(sentence);
  }
}

export const UNREACHABLE =
  "The server did not answer, so it is not certain what was done. Look at the report again before you try once more.";
const NOT_UNDERSTOOD = "The server did not answer as it should. Tell whoever looks after Heard.";
const SAFE = new Set(["GET", "HEAD"]);

export class Api {
  /** Proves that a request comes from this page; given at sign-in. */
  csrf = "";
  /** Called when the server says that nobody is signed in. */
  ended: () => void = () => undefined;

  async get<T>(path: string): Promise<T> {
    return (await this.call("GET", path)) as T;
  }

  async send<T = void>(method: "POST" | "PUT" | "DELETE", path: string, body?: object): Promise<T> {
    return (await this.call(method, path, body)) as T;
  }

  /** What is sealed, as it is. */
  async bytes(path: string, body?: object): Promise<Uint8Array> {
    const answer = await this.fetched("POST", path, body);
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    const told = await json(answer);
    if (answer.status === 401 && this.csrf) this.ended();
    throw new Problem(answer.status, String(told?.["detail"] ?? NOT_UNDERSTOOD), String(told?.["field"] ?? ""));
  }

  private async call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await this.fetched(method, path, body);
    if (answer.status === 204) return undefined;
    const told = await json(answer);
    if (answer.ok && told) return told;
    if (answer.status === 401 && this.csrf) this.ended();
    throw new Problem(answer.status, String(told?.["detail"] ?? NOT_UNDERSTOOD), String(told?.["field"] ?? ""));
  }

  private async fetched(method: string, path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = {};
    if (!SAFE.has(method) && this.csrf) headers["X-Heard-CSRF"] = this.csrf;
    if (body) headers["Content-Type"] = "application/json";
    const sent = body ? { body: JSON.stringify(body) } : {};
    try {
      return await fetch(path, { method, headers, cache: "no-store", redirect: "error", ...sent });
    } catch {
      throw new Problem(0, SAFE.has(method) ? "The server did not answer. Try again in a moment." : UNREACHABLE);
    }
  }
}

async function json(answer: Response): Promise<Record<string, unknown> | null> {
  try {
    const told: unknown = await answer.json();
    return typeof told === "object" && told !== null ? (told as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
