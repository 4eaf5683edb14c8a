import { z } from "zod";
import { AgentSettings } from "@/lib/agent/settings/schema";
import { AppError } from "@/lib/core/errors";

const text = z.string().max(4_000);
const Item = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("caller"), text }),
  z.object({ kind: z.literal("agent"), text }),
  z.object({
    kind: z.literal("tool"),
    id: z.string().min(1).max(100),
    name: z.string().min(1).max(100),
    title: z.string().max(100),
    arguments: z.string().max(10_000),
    result: z.string().max(20_000),
  }),
]);

/** A draft, the talk with it so far, and what the caller says now; null: they have just called. */
export const TryInput = z.object({
  draft: AgentSettings,
  talk: z.array(Item).max(120, { error: "This talk is too long. Start again." }),
  says: text.min(1, { error: "Type something" }).nullable(),
});
export type TryInput = z.output<typeof TryInput>;

/** Throws `bad_request` in a sentence for a draft that cannot be tried as it is. */
export function readTry(body: unknown): TryInput {
  const input = TryInput.safeParse(body);
  if (input.success) return input.data;
  const [issue] = input.error.issues;
  const words = issue?.message ?? "This can't be read";
  const message = issue?.path[0] === "draft" ? `Fix the draft first: ${words}.` : words;
  throw new AppError("bad_request", "invalid_input", message);
}
