import { z } from "zod";

// Zod tries to make code from text, which our pages' policy forbids.
z.config({ jitless: true });

const Answer = z.discriminatedUnion("success", [
  z.object({ success: z.literal(true), callId: z.uuid().optional() }),
  z.object({
    success: z.literal(false),
    error: z.object({ code: z.string(), message: z.string() }),
  }),
]);

export type ApiAnswer = z.infer<typeof Answer>;

const unreachable: ApiAnswer = {
  success: false,
  error: { code: "unreachable", message: "Ringbook cannot be reached. Check your connection." },
};

const unreadable: ApiAnswer = {
  success: false,
  error: { code: "internal", message: "Something went wrong on our side. Please try again." },
};

/**
 * Posts to one of our own routes; every failure comes back as an answer with a sentence. With an Idempotency-Key a lost
 * connection is tried once more: what was done is not done again.
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
  const answer = Answer.safeParse(await response.json().catch(() => null));
  return answer.data ?? unreadable;
}

/** A key for one click. Not randomUUID, which browsers keep from pages served over plain HTTP. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join(
    "-",
  );
}
