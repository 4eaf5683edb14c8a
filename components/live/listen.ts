import type { RealtimeChannel } from "@supabase/supabase-js";
import type { Broadcast } from "@/components/live/interest";
import { browserDb } from "@/lib/supabase/browser";
import { broadcastEvents } from "@/lib/supabase/topics";

type Handlers = {
  onBroadcast(broadcast: Broadcast): void;
  /** Joined: what was broadcast before has been missed. */
  onUp(): void;
  onDown(): void;
  /** This person may not listen any more. */
  onGone(): void;
};

const longestPauseMs = 30_000;

/**
 * Listens to a tenant's private topic until the returned function is called. The topic changes when someone is
 * removed or demoted: an `epoch` broadcast or a refused join asks for the new one.
 * https://supabase.com/docs/guides/realtime/authorization
 */
export function listen(firstTopic: string, handlers: Handlers): () => void {
  const db = browserDb();
  let channel: RealtimeChannel | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let refusals = 0;
  let stopped = false;

  async function leave() {
    const left = channel;
    channel = undefined;
    if (left) await db.removeChannel(left);
  }

  async function join(topic: string) {
    await leave();
    await db.realtime.setAuth();
    if (stopped) return;
    const joined = db.channel(topic, { config: { private: true } });
    channel = joined;
    for (const event of broadcastEvents) {
      joined.on("broadcast", { event }, ({ payload }) => {
        if (event === "epoch") void renew(topic);
        else handlers.onBroadcast({ ...payload, event });
      });
    }
    joined.subscribe((status) => {
      if (stopped || channel !== joined) return;
      if (status === "SUBSCRIBED") {
        refusals = 0;
        handlers.onUp();
        return;
      }
      handlers.onDown();
      if (retry) return;
      refusals += 1;
      retry = setTimeout(
        () => {
          retry = undefined;
          void renew(topic);
        },
        Math.min(longestPauseMs, 500 * 2 ** refusals),
      );
    });
  }

  /** Asks which topic it is now; the same one needs nothing while the client is joining it again by itself. */
  async function renew(topic: string) {
    if (stopped) return;
    const { data, error } = await db.rpc("realtime_topic");
    if (stopped) return;
    if (error) {
      handlers.onDown();
      retry ??= setTimeout(() => {
        retry = undefined;
        void renew(topic);
      }, 4_000);
    } else if (!data) handlers.onGone();
    else if (data !== topic || channel?.state !== "joined") await join(data);
  }

  void join(firstTopic);
  return () => {
    stopped = true;
    clearTimeout(retry);
    void leave();
  };
}
