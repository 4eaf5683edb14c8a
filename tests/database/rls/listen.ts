import { createClient, type RealtimeChannel } from "@supabase/supabase-js";
import { stack } from "@/tests/support/stack";

export type Broadcast = { event: string; payload: Record<string, unknown> };
export type Listener = {
  /** SUBSCRIBED, or CHANNEL_ERROR with the reason. */
  state: string;
  reason: string;
  /** Broadcasts received and not yet taken by `next`. */
  unread: Broadcast[];
  /** The next broadcast of this name, also one received before. */
  next(event: string): Promise<Broadcast["payload"]>;
  leave(): Promise<void>;
};

function collect(channel: RealtimeChannel) {
  const unread: Broadcast[] = [];
  let wake: () => void = () => {};
  channel.on("broadcast", { event: "*" }, ({ event, payload }) => {
    unread.push({ event, payload });
    wake();
  });
  async function next(event: string): Promise<Broadcast["payload"]> {
    for (;;) {
      const at = unread.findIndex((each) => each.event === event);
      const [found] = at < 0 ? [] : unread.splice(at, 1);
      if (found) return found.payload;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return { unread, next };
}

/**
 * Joins a private topic over a real WebSocket with a person's token; an empty one is no session.
 */
export async function listen(topic: string, accessToken = ""): Promise<Listener> {
  const client = createClient(stack.urls.supabase, stack.supabaseKey, {
    accessToken: async () => accessToken || null,
  });
  await client.realtime.setAuth();
  const channel = client.channel(topic, { config: { private: true } });
  const received = collect(channel);
  const { state, reason } = await new Promise<{ state: string; reason: string }>((resolve) => {
    channel.subscribe((state, error) => resolve({ state, reason: error?.message ?? "" }));
  });
  const leave = async () => {
    await client.realtime.disconnect();
  };
  return { state, reason, leave, ...received };
}
