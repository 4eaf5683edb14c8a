/** An expected failure of the stack: printed as two plain sentences, never as a stack trace. */
export class CommandError extends Error {
  readonly advice: string;

  /** `message` says what is wrong, `advice` what the person can do about it. */
  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommandError";
    this.advice = advice;
  }
}

/** The code of a system error (`EADDRINUSE`, `ENOENT`, …), or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** What went wrong in one line, for errors that nobody has put into words yet. */
export function sayError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Turns full disks and missing rights into advice; everything else passes through unchanged. */
export function explainFileError(error: unknown, folder: string): unknown {
  switch (systemCode(error)) {
    case "ENOSPC":
      return new CommandError(
        `The disk that holds ${folder} is full.`,
        "Free some space and try again.",
      );
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new CommandError(
        `${folder} cannot be written: ${sayError(error)}.`,
        "Give yourself write access to it, or set RINGBOOK_DATA to another folder.",
      );
    default:
      return error;
  }
}
