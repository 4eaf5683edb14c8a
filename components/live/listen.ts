import type { Change } from "@/components/live/interest";
import { Received } from "@/components/live/received";
import { browserDb } from "@/lib/db/supabase/browser";
import { epochEvent, isLiveSubject } from "@/lib/db/supabase/topics";

export type Handlers = {
  onChange(change: Change): void;
  /** Joined: what changed before may not be on the page. */
  onUp(): void;
  onDown(): void;
  /** Something changed that was not received, or may have. */
  onMissed(): void;
  /** This person may not listen any more. */
  onGone(): void;
};

export type Listener = {
  /** Asks the database whether everything that was sent arrived: one small query. */
  check(): void;
  stop(): void;
};

type Message = { event: string; payload: Record<string, unknown> };
type Channel = {
  state: string;
  on(type: "broadcast", filter: { event: "*" }, receive: (message: Message) => void): unknown;
  subscribe(report: (status: string) => void): unknown;
};
type Answer = { topic: string; checked_at: number; sent: number | null };
/** The part of Supabase's client that listening uses. */
export type LiveDb = {
  realtime: { setAuth(): Promise<void> };
  channel(topic: string, options: { config: { private: boolean } }): Channel;
  removeChannel(channel: Channel): Promise<unknown>;
  rpc(
    name: "check_broadcasts",
    args: { since?: number },
  ): {
    abortSignal(signal: AbortSignal): {
      maybeSingle(): PromiseLike<{ data: Answer | null; error: unknown }>;
    };
  };
};

const maxPauseMs = 30_000;
const askAgainMs = 4_000;
const answerTimeoutMs = 10_000;

/**
 * Listens to a tenant's private topic until it is stopped. The topic changes when someone is
 * removed or demoted: an `epoch` broadcast, a refused join or a check gives the new one.
 * https://supabase.com/docs/guides/realtime/authorization
 */
export function listen(firstTopic: string, handlers: Handlers, db: LiveDb = browserDb()): Listener {
  let channel: Channel | undefined;
  let topic = firstTopic;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let refusals = 0;
  let stopped = false;
  let queue: Promise<unknown> = Promise.resolve();
  const received = new Received();
  const isJoined = () => channel?.state === "joined";

  /** One at a time: each goes on where the one before it ended. Undefined without an answer. */
  function ask({ startOver = false } = {}) {
    const answer = queue.then(async () => {
      if (startOver) received.startOver();
      const { since } = received;
      const { data, error } = await db
        .rpc("check_broadcasts", since === null ? {} : { since })
        .abortSignal(AbortSignal.timeout(answerTimeoutMs))
        .maybeSingle();
      if (error) return undefined;
      return { topic: data?.topic, missed: data ? received.missed(data) : true };
    });
    queue = answer;
    return answer;
  }

  async function check() {
    const answer = await ask();
    if (stopped) return;
    if (answer && !answer.topic) handlers.onGone();
    else if (answer?.topic && answer.topic !== topic) await join(answer.topic);
    // Without a socket and without an answer the page is all there is to ask.
    else if (answer ? answer.missed : !isJoined()) handlers.onMissed();
  }

  async function leave() {
    const left = channel;
    channel = undefined;
    if (left) await db.removeChannel(left);
  }

  async function join(next: string) {
    topic = next;
    await leave();
    await db.realtime.setAuth();
    if (stopped) return;
    const joined = db.channel(next, { config: { private: true } });
    channel = joined;
    joined.on("broadcast", { event: "*" }, ({ event, payload }) => {
      received.add(payload.sent_at);
      if (event === epochEvent) void renew();
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
      refusals += 1;
      renewIn(Math.min(maxPauseMs, 500 * 2 ** refusals));
    });
  }

  /** Checks first and refreshes the page then: what is sent before the check is on the page. */
  async function goUp(joined: Channel) {
    await ask({ startOver: true });
    if (!stopped && channel === joined && isJoined()) handlers.onUp();
  }

  function renewIn(ms: number) {
    retry ??= setTimeout(() => {
      retry = undefined;
      void renew();
    }, ms);
  }

  /** Asks for the current topic. The client joins the same one again by itself. */
  async function renew() {
    const answer = await ask();
    if (stopped) return;
    if (!answer) {
      handlers.onDown();
      renewIn(askAgainMs);
      return;
    }
    if (!answer.topic) return handlers.onGone();
    if (answer.missed) handlers.onMissed();
    if (answer.topic !== topic || !isJoined()) await join(answer.topic);
  }

  void join(firstTopic);
  return {
    check: () => void check(),
    stop() {
      stopped = true;
      clearTimeout(retry);
      void leave();
    },
  };
}
