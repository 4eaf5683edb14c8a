import { setTimeout as pause } from "node:timers/promises";

/** Until it is so, for half a minute: processes and streams have the real clock. */
export async function waits(isSo: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error("It is not so within half a minute");
    await pause(50);
  }
}

/** Until the clock has passed a moment. */
export const isPast = (moment: number) => waits(async () => Date.now() > moment);
