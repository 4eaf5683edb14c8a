import type { Flow } from "@/local/carrier/engine/flow";

/** Waits while a caller speaks. Gives the key that ended it, "hangup", or nothing for silence. */
export function listen(
  flow: Flow,
  limits: { finish: string; silenceMs: number; maxMs: number },
): Promise<string> {
  const { call, signal } = flow;
  return new Promise((resolve) => {
    const done = (ending: string) => {
      limit.cancel();
      stopWatching();
      call.onDigit = null;
      signal.removeEventListener("abort", gone);
      resolve(ending);
    };
    const gone = () => done("hangup");
    const limit = call.account.clock.after(limits.maxMs, () => done(""));
    const stopWatching = call.voice.whenSilent(limits.silenceMs, () => done(""));
    call.onDigit = (digit) => {
      if (limits.finish.includes(digit)) done(digit);
    };
    signal.addEventListener("abort", gone);
    if (signal.aborted) gone();
  });
}
