import type { Handlers } from "@/components/live/listen";

const askAgainMs = 10_000;

/**
 * As `listen`, with Supabase's library (87 kB) fetched by itself once the page can be used. While
 * it cannot be fetched nothing is heard, and it is asked for again.
 */
export function listenLater(topic: string, handlers: Handlers): () => void {
  let stop: (() => void) | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function start() {
    const room = await import("@/components/live/listen").catch(() => undefined);
    if (stopped) return;
    if (room) stop = room.listen(topic, handlers);
    else {
      handlers.onDown();
      retry = setTimeout(start, askAgainMs);
    }
  }

  void start();
  return () => {
    stopped = true;
    clearTimeout(retry);
    stop?.();
  };
}
