import { z } from "zod";
import { readRealtimeEvent } from "@/lib/speech/realtime-events";

/** What a model says and wants while it is talked to in writing. */
export type TextEvent =
  | { kind: "says"; delta: string }
  | { kind: "said"; text: string }
  | { kind: "calls"; id: string; name: string; arguments: string };

type Open = (on: { message(text: string): void; closed(): void }) => {
  send(text: string): void;
  close(): void;
};

/** Of the written modality, which calls do not use. */
const Written = z.discriminatedUnion("type", [
  z.object({ type: z.literal("response.output_text.delta"), delta: z.string() }),
  z.object({ type: z.literal("response.output_text.done"), text: z.string() }),
]);

/** A provider that says nothing for so long is away. */
const timeoutMs = 15_000;
/** No answer needs more tools after each other. */
const maxRounds = 8;

/** The provider refuses, or does not answer: a sentence for admins. */
export class TalkProblem extends Error {}

/**
 * One answer of a model of OpenAI's realtime protocol, in writing: `begin` is sent first (the
 * session, then what was said before), then it is asked. `answer` gives a tool's result as JSON, or
 * null where the talk ends with it. Throws `TalkProblem`.
 */
export async function* talkInWriting(
  open: Open,
  begin: readonly object[],
  answer: (call: Extract<TextEvent, { kind: "calls" }>) => Promise<string | null>,
): AsyncGenerator<TextEvent> {
  const inbox = new Inbox();
  const socket = open({ message: (text) => inbox.put(text), closed: () => inbox.close() });
  const send = (event: object) => socket.send(JSON.stringify(event));
  try {
    for (const event of begin) send(event);
    for (let round = 0; round < maxRounds; round += 1) {
      send({ type: "response.create" });
      const calls: Extract<TextEvent, { kind: "calls" }>[] = [];
      for await (const event of oneResponse(inbox)) {
        if (event.kind === "calls") calls.push(event);
        else yield event;
      }
      if (calls.length === 0) return;
      for (const call of calls) {
        yield call;
        const output = await answer(call);
        if (output === null) return;
        const item = { type: "function_call_output", call_id: call.id, output };
        send({ type: "conversation.item.create", item });
      }
    }
    throw new TalkProblem("The model used tools without end.");
  } finally {
    socket.close();
  }
}

async function* oneResponse(inbox: Inbox): AsyncGenerator<TextEvent> {
  for (;;) {
    const text = await inbox.take();
    const written = Written.safeParse(JSON.parse(text)).data;
    if (written?.type === "response.output_text.delta") {
      yield { kind: "says", delta: written.delta };
    }
    if (written?.type === "response.output_text.done") yield { kind: "said", text: written.text };
    const event = readRealtimeEvent(text);
    switch (event?.type) {
      case "response.output_audio_transcript.delta":
        yield { kind: "says", delta: event.delta };
        break;
      case "response.output_audio_transcript.done":
        yield { kind: "said", text: event.transcript };
        break;
      case "response.output_item.done": {
        const { type, call_id, name, arguments: asked } = event.item;
        if (type === "function_call" && call_id && name) {
          yield { kind: "calls", id: call_id, name, arguments: asked ?? "{}" };
        }
        break;
      }
      case "response.done": {
        const { status, status_details } = event.response;
        if (status === "completed") return;
        throw new TalkProblem(`The model gave no answer: ${status_details?.reason ?? status}.`);
      }
      case "error":
        throw new TalkProblem(`The provider refuses: ${event.error.message}`);
    }
  }
}

/** What the provider has sent and nobody has read yet. */
class Inbox {
  private readonly waiting: string[] = [];
  private isClosed = false;
  private wake = () => {};

  put(text: string): void {
    this.waiting.push(text);
    this.wake();
  }

  close(): void {
    this.isClosed = true;
    this.wake();
  }

  /** Throws `TalkProblem` where nothing comes any more. */
  async take(): Promise<string> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      const text = this.waiting.shift();
      if (text !== undefined) return text;
      if (this.isClosed) throw new TalkProblem("The provider closed the connection.");
      if (Date.now() >= until) throw new TalkProblem("The provider doesn't answer.");
      await this.changed(until - Date.now());
    }
  }

  private changed(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.wake = () => {
      clearTimeout(timer);
      resolve();
    };
    return promise;
  }
}
