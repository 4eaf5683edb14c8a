import type { z } from "zod";
import { AppError } from "@/lib/core/errors";

/** Reads a request's body; what is made throws AppError 400 with `message` for any other. */
export function bodyReader<Shape>(schema: z.ZodType<Shape>, message: string) {
  return (body: unknown): Shape => {
    const read = schema.safeParse(body);
    if (read.success) return read.data;
    throw new AppError("bad_request", "invalid_input", message);
  };
}
