import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks a URL until it answers, whatever the status, or until `gone` settles. Resolves true when it
 * answered, false when whoever should have answered is gone.
 */
export async function untilAnswers(url: string, gone: Promise<unknown>): Promise<boolean> {
  let over = false;
  const stop = gone.then(() => {
    over = true;
  });
  while (!over) {
    try {
      const response = await fetch(url, { redirect: "manual" });
      await response.body?.cancel();
      return true;
    } catch {
      // Not listening yet.
    }
    await Promise.race([stop, pause(100)]);
  }
  return false;
}
