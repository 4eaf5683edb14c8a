import { AppError } from "@/lib/core/errors";

/** A file that cannot be imported, and what a person can do about it. */
export class UnreadableFile extends AppError {
  constructor(message: string, cause?: unknown) {
    super("unprocessable", "unreadable_file", message, { cause });
  }
}
