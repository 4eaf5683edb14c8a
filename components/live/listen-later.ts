import type { Handlers, Listener } from "@/components/live/listen";

const retryMs = 10_000;

/**
 * As `listen`, with Supabase's library (87 kB) loaded by itself once the page can be used. While it
 * cannot be loaded nothing is received, each check refreshes the page, and it is tried again.
 */
export function listenLater(topic: string, handlers: Handlers): Listener {
  let listener: Listener | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function start() {
    const room = await import("@/components/live/listen").catch(() => undefined);
    if (stopped) return;
    if (room) listener = room.listen(topic, handlers);
    else {
      handlers.onDown();
      retry = setTimeout(start, retryMs);
    }
  }

  void start();
  return {
    check() {
      if (listener) listener.check();
      else handlers.onMissed();
    },
    stop() {
      stopped = true;
      clearTimeout(retry);
      listener?.stop();
    },
  };
}
