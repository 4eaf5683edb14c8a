import { beforeEach, expect, test, vi } from "vitest";
import { type Handlers, listen } from "@/components/live/listen";

type Tell = (status: "SUBSCRIBED" | "CHANNEL_ERROR") => void;

/** Supabase's client as far as `listen` sees it: a channel to join, a question what was missed. */
const freshClient = () => ({
  joining: Promise.withResolvers<Tell>(),
  asking: Promise.withResolvers<{ answer(keys: string[]): void }>(),
  state: "closed",
});
let client = freshClient();

function db() {
  const channel = {
    get state() {
      return client.state;
    },
    on: () => {},
    subscribe: (told: Tell) =>
      client.joining.resolve((status) => {
        client.state = status === "SUBSCRIBED" ? "joined" : "errored";
        told(status);
      }),
  };
  const answered = (resolve: (answer: unknown) => void) => ({
    answer: (data: string[]) => resolve({ data, error: null }),
  });
  return {
    realtime: { setAuth: async () => {} },
    removeChannel: async () => {},
    rpc: () => new Promise((resolve) => client.asking.resolve(answered(resolve))),
    channel: () => channel,
  } as unknown as Parameters<typeof listen>[2];
}

const handlers = {
  onChange: vi.fn<Handlers["onChange"]>(),
  onUp: vi.fn(),
  onDown: vi.fn(),
  onMissed: vi.fn(),
  onGone: vi.fn(),
};
beforeEach(() => {
  client = freshClient();
  vi.clearAllMocks();
});

/** Has joined, and its question is on the way. */
async function join() {
  const stop = listen("tenant:1:1", handlers, db());
  const tell = await client.joining.promise;
  tell("SUBSCRIBED");
  const question = await client.asking.promise;
  return { tell, question, stop };
}

test("the page is rendered anew only when it is known what counts as heard", async () => {
  const { question, stop } = await join();
  expect(handlers.onUp).not.toHaveBeenCalled();
  question.answer(["a:1"]);
  await vi.waitFor(() => expect(handlers.onUp).toHaveBeenCalledOnce());
  stop();
});

test("a channel that went down while it was asking is not up", async () => {
  const { tell, question, stop } = await join();
  tell("CHANNEL_ERROR");
  question.answer(["a:1"]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(handlers.onUp).not.toHaveBeenCalled();
  expect(handlers.onDown).toHaveBeenCalledOnce();
  stop();
});
