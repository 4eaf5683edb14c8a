import { beforeEach, expect, test, vi } from "vitest";
import { type Handlers, listen } from "@/components/live/listen";

type Answer = { topic: string; checked_at: number; sent: number | null } | null;
type Report = (status: "SUBSCRIBED" | "CHANNEL_ERROR") => void;
type Message = { event: string; payload: Record<string, unknown> };

const topic = "tenant:1:1";

/** Supabase's client as far as `listen` sees it: channels to join, and checks to answer. */
class Client {
  joins: { topic: string; report: Report; send(message: Message): void }[] = [];
  checks: { since?: number; answer(answer: Answer): void }[] = [];
  state = "closed";
  realtime = { setAuth: async () => {} };

  channel(topic: string) {
    const client = this;
    let receive: (message: Message) => void = () => {};
    return {
      get state() {
        return client.state;
      },
      on: (_type: string, _filter: object, callback: typeof receive) => {
        receive = callback;
      },
      subscribe: (callback: Report) => {
        const report: Report = (status) => {
          client.state = status === "SUBSCRIBED" ? "joined" : "errored";
          callback(status);
        };
        client.joins.push({ topic, report, send: (message) => receive(message) });
      },
    };
  }

  async removeChannel() {}

  rpc(_name: string, { since }: { since?: number }) {
    const { promise, resolve } = Promise.withResolvers<{ data: Answer; error: null }>();
    this.checks.push({ since, answer: (data) => resolve({ data, error: null }) });
    return { abortSignal: () => ({ maybeSingle: () => promise }) };
  }
}

let client: Client;
const handlers = {
  onChange: vi.fn<Handlers["onChange"]>(),
  onUp: vi.fn(),
  onDown: vi.fn(),
  onMissed: vi.fn(),
  onGone: vi.fn(),
};
beforeEach(() => {
  client = new Client();
  vi.clearAllMocks();
});

const open = () => listen(topic, handlers, client);
const join = (index = 0) => vi.waitUntil(() => client.joins[index]);
const check = (index: number) => vi.waitUntil(() => client.checks[index]);
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Has joined, and its first check is answered. */
async function opened() {
  const listener = open();
  const { report, send } = await join();
  report("SUBSCRIBED");
  (await check(0)).answer({ topic, checked_at: 100, sent: null });
  await vi.waitFor(() => expect(handlers.onUp).toHaveBeenCalledOnce());
  return { listener, report, send };
}

test("the page is refreshed only after the check that says where to count from", async () => {
  const { stop } = open();
  const { report } = await join();
  report("SUBSCRIBED");
  const first = await check(0);
  expect(handlers.onUp).not.toHaveBeenCalled();
  first.answer({ topic, checked_at: 100, sent: null });
  await vi.waitFor(() => expect(handlers.onUp).toHaveBeenCalledOnce());
  expect(handlers.onMissed).not.toHaveBeenCalled();
  stop();
});

test("a channel that went down during its first check is not up", async () => {
  const { stop } = open();
  const { report } = await join();
  report("SUBSCRIBED");
  const first = await check(0);
  report("CHANNEL_ERROR");
  first.answer({ topic, checked_at: 100, sent: null });
  await settle();
  expect(handlers.onUp).not.toHaveBeenCalled();
  expect(handlers.onDown).toHaveBeenCalledOnce();
  stop();
});

test("a broadcast that was sent and did not arrive is missed at the next check", async () => {
  const { listener } = await opened();
  listener.check();
  const second = await check(1);
  expect(second.since).toBe(100);
  second.answer({ topic, checked_at: 200, sent: 1 });
  await vi.waitFor(() => expect(handlers.onMissed).toHaveBeenCalledOnce());
  listener.stop();
});

test("a broadcast that arrived is a change, and is not missed", async () => {
  const { listener, send } = await opened();
  send({ event: "calls", payload: { id: "c1", version: 1, sent_at: 150 } });
  expect(handlers.onChange).toHaveBeenCalledWith(
    expect.objectContaining({ subject: "calls", id: "c1" }),
  );
  listener.check();
  (await check(1)).answer({ topic, checked_at: 200, sent: 1 });
  await settle();
  expect(handlers.onMissed).not.toHaveBeenCalled();
  listener.stop();
});

test("a subject that this page does not know is counted, and changes nothing", async () => {
  const { listener, send } = await opened();
  send({ event: "later subjects", payload: { id: "x", sent_at: 150 } });
  expect(handlers.onChange).not.toHaveBeenCalled();
  listener.check();
  (await check(1)).answer({ topic, checked_at: 200, sent: 1 });
  await settle();
  expect(handlers.onMissed).not.toHaveBeenCalled();
  listener.stop();
});

test("joining again starts the count over, before the page is refreshed", async () => {
  const { listener, report } = await opened();
  report("CHANNEL_ERROR");
  report("SUBSCRIBED");
  const second = await check(1);
  expect(second.since).toBeUndefined();
  second.answer({ topic, checked_at: 300, sent: null });
  await vi.waitFor(() => expect(handlers.onUp).toHaveBeenCalledTimes(2));
  listener.stop();
});

test("a check that finds another topic joins it: the broadcast that said so was lost", async () => {
  const { listener } = await opened();
  listener.check();
  (await check(1)).answer({ topic: "tenant:1:2", checked_at: 200, sent: 0 });
  expect((await join(1)).topic).toBe("tenant:1:2");
  listener.stop();
});

test("a check that finds no topic means that this person is gone", async () => {
  const { listener } = await opened();
  listener.check();
  (await check(1)).answer(null);
  await vi.waitFor(() => expect(handlers.onGone).toHaveBeenCalledOnce());
  listener.stop();
});

test("what was missed while the channel is down is on the page before it is up again", async () => {
  vi.useFakeTimers();
  const { stop } = open();
  await vi.advanceTimersByTimeAsync(0);
  client.joins[0]?.report("CHANNEL_ERROR");
  await vi.advanceTimersByTimeAsync(1_000);
  client.checks[0]?.answer({ topic, checked_at: 100, sent: null });
  await vi.advanceTimersByTimeAsync(0);
  expect(handlers.onMissed).toHaveBeenCalledOnce();
  expect(client.joins).toHaveLength(2);
  stop();
  vi.useRealTimers();
});
