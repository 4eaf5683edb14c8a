import type { z } from "zod";
import { AppError } from "@/lib/core/errors";

/** What a program sent, as the schema has it; throws 400 with the first sentence. */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
): z.output<Schema> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AppError("bad_request", "invalid_input", issue?.message ?? "That isn't understood.", {
    details: { field: issue?.path.join(".") || "body" },
  });
}
