import type { RealtimeChannel } from "@supabase/supabase-js";
import { Heard } from "@/components/live/heard";
import type { Change } from "@/components/live/interest";
import { browserDb } from "@/lib/db/supabase/browser";
import { epochEvent, isLiveSubject } from "@/lib/db/supabase/topics";

export type Handlers = {
  onChange(change: Change): void;
  /** Joined: what was broadcast before has been missed. */
  onUp(): void;
  onDown(): void;
  /** Something was broadcast that did not come here. */
  onMissed(): void;
  /** This person may not listen any more. */
  onGone(): void;
};

const longestPauseMs = 30_000;
/** What did not come over the socket is on the page within five seconds. */
const askWhatWasMissedMs = 4_000;

/**
 * Listens to a tenant's private topic until the returned function is called. The topic changes when someone is
 * removed or demoted: an `epoch` broadcast or a refused join asks for the new one.
 * https://supabase.com/docs/guides/realtime/authorization
 */
export function listen(firstTopic: string, handlers: Handlers, db = browserDb()): () => void {
  let channel: RealtimeChannel | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let refusals = 0;
  let stopped = false;
  const heard = new Heard();

  /** A socket that stands does not say what got lost on it, so the database is asked: one small question. */
  async function askWhatWasMissed(): Promise<boolean> {
    const { data, error } = await db.rpc("broadcast_lately");
    return !error && heard.missed(data);
  }

  const asking = setInterval(async () => {
    if (channel?.state !== "joined" || document.visibilityState !== "visible") return;
    if ((await askWhatWasMissed()) && !stopped) handlers.onMissed();
  }, askWhatWasMissedMs);

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
    joined.on("broadcast", { event: "*" }, ({ event, payload }) => {
      heard.add(`${payload.id}:${payload.version}`);
      if (event === epochEvent) void renew(topic);
      else if (isLiveSubject(event)) handlers.onChange({ ...payload, subject: event });
    });
    joined.subscribe((status) => {
      if (stopped || channel !== joined) return;
      if (status === "SUBSCRIBED") {
        refusals = 0;
        void goUp(joined);
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

  /** Asks first and has the page rendered anew then: what counts as heard by the one is shown by the other. */
  async function goUp(joined: RealtimeChannel) {
    await askWhatWasMissed();
    if (!stopped && channel === joined && joined.state === "joined") handlers.onUp();
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
    clearInterval(asking);
    clearTimeout(retry);
    void leave();
  };
}
