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

/** Posts to one of our own routes; every failure comes back as an answer with a sentence. */
export async function askApi(path: string, body: object = {}): Promise<ApiAnswer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    return unreachable;
  }
  const answer = Answer.safeParse(await response.json().catch(() => null));
  return answer.data ?? unreadable;
}
