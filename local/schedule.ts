import { sayError } from "@/local/command-error";

/**
 * Calls a URL of the app at an interval in milliseconds, the way a host's cron would, and never
 * twice at the same time. Says it once when the call fails, and again when it works.
 */
export function startSchedule(options: {
  url: string;
  secret: string;
  everyMs: number;
  log(line: string): void;
}): { stop(): Promise<void> } {
  const { url, secret, everyMs, log } = options;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let failed = "";

  async function call(): Promise<void> {
    let failure = "";
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${secret}` },
        signal: stopping.signal,
      });
      const text = await response.text();
      if (!response.ok) failure = `${response.status} ${text.slice(0, 200)}`;
    } catch (error) {
      if (stopping.signal.aborted) return;
      failure = sayError(error);
    }
    if (failure !== failed)
      log(failure ? `The sweep failed: ${failure}` : "The sweep works again.");
    failed = failure;
  }

  const timer = setInterval(() => {
    running ??= call().finally(() => {
      running = undefined;
    });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
