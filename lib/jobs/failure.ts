import { AppError } from "@/lib/core/errors";

/** `sentence` is for the tenant's admins; `message` may name what is none of theirs. */
export type Failure = { message: string; sentence?: string };

/** What is stored of a failed attempt. Only an AppError is written for people to read. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof AppError) return { message: error.message, sentence: error.message };
  return { message: error instanceof Error ? error.message : String(error) };
}
