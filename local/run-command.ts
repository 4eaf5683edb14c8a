import { CommandError, sayError, systemCode } from "@/local/command-error";

/** Prints a line on standard output. */
export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** An error in the words a person gets: what is wrong, what to do. */
export function explain(error: unknown): string {
  if (error instanceof CommandError) return `${error.message}\n${error.advice}`;
  if (systemCode(error) === "ENOSPC") return "The disk is full.\nFree some space and try again.";
  const stack = error instanceof Error && process.env.DEBUG ? `\n${error.stack}` : "";
  return `${sayError(error)}${stack || "\nSet DEBUG=1 to see where this came from."}`;
}

/**
 * Runs a command to its exit code. `interrupted` fires on Ctrl-C, SIGTERM, SIGHUP and when the
 * process that started this one is gone; the command then ends what it started.
 */
export function runCommand(main: (interrupted: AbortSignal) => Promise<number>): void {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, interrupt);
  process.on("disconnect", interrupt);
  // Whoever read our output may be gone; what was started still has to be ended.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  main(interruption.signal).then(
    (code) => process.exit(code),
    (error: unknown) => {
      if (interruption.signal.aborted) process.exit(130);
      process.stderr.write(`\n${explain(error)}\n`);
      process.exit(1);
    },
  );
}
