import { type ApiAnswer, readAnswer } from "@/components/calls/api-answer";

const unreachable: ApiAnswer = {
  success: false,
  error: {
    code: "unreachable",
    message: "No answer came, so it isn't known whether this was done. Look, then try again.",
  },
};

const unreadable: ApiAnswer = {
  success: false,
  error: {
    code: "unreadable",
    message:
      "The answer was unreadable, so it isn't known whether this was done. Look, then try again.",
  },
};

/**
 * Posts to one of our own routes; every failure comes back as an answer with a sentence. With an
 * Idempotency-Key a lost connection is tried once more: what was done is not done again.
 */
export async function askApi(path: string, body: object = {}, key?: string): Promise<ApiAnswer> {
  const send = () =>
    fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(key && { "Idempotency-Key": key }) },
      body: JSON.stringify(body),
    });
  let response: Response;
  try {
    response = await send().catch((error) => (key ? send() : Promise.reject(error)));
  } catch {
    return unreachable;
  }
  return readAnswer(await response.json().catch(() => null)) ?? unreadable;
}

/** A key for one click. Not randomUUID, which browsers keep from pages served over plain HTTP. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join(
    "-",
  );
}
