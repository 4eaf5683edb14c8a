import type { Written } from "@/lib/agent/machine";
import { AgentSession } from "@/lib/agent/session";
import { type AgentSettings, newAgent } from "@/lib/agent/settings/schema";
import { settled, TestClock } from "@/lib/agent/testing/clock";
import { toolsOf } from "@/lib/agent/tools/registry";
import type { AnyTool } from "@/lib/agent/tools/tool";
import type { AgentOutcome } from "@/lib/routing/facts";

type Message = Record<string, unknown> & { type?: string; event?: string };

const frame = Buffer.alloc(160, 0xff).toString("base64");

/** A line of Twilio's: plays what it is sent by the clock, and gives marks back when it should. */
class Line {
  readonly sent: Message[] = [];
  isClosed = false;
  private queue: (number | string)[] = [];
  timestamp = 0;
  clears = 0;

  receive(message: Message & { media?: { payload: string }; mark?: { name: string } }): string[] {
    this.sent.push(message);
    if (message.media) {
      const frames = Buffer.from(message.media.payload, "base64").length / 160;
      this.queue.push(...Array.from({ length: frames }, () => 20));
    }
    if (message.mark) this.queue.push(message.mark.name);
    if (message.event !== "clear") return [];
    this.clears += 1;
    return this.queue.splice(0).filter((one) => typeof one === "string");
  }

  /** Twenty milliseconds: the marks that come back before the next frame plays. */
  tick(): string[] {
    const marks: string[] = [];
    while (typeof this.queue[0] === "string") marks.push(String(this.queue.shift()));
    this.queue.shift();
    return marks;
  }
}

type Options = {
  settings?: Partial<AgentSettings>;
  tools?: AnyTool[];
  write?: (written: Written) => Promise<void>;
  format?: "audio/pcmu" | "audio/pcm";
  secondsLeft?: number;
};

/** A talk with both of its sockets in the hands of a test. */
export class TestTalk {
  readonly clock = new TestClock();
  readonly line = new Line();
  readonly asked: Message[] = [];
  readonly written: Written[] = [];
  /** What was asked of the recording. */
  readonly recorded: string[] = [];
  outcome: AgentOutcome | null = null;
  connections = 0;
  private on: { message(text: string): void; closed(): void } | null = null;
  readonly session: AgentSession;
  private responses = 0;

  constructor(options: Options = {}) {
    const { settings, tools, write, format = "audio/pcmu", secondsLeft = 18_000 } = options;
    const body = { ...newAgent, ...settings };
    const provider = {
      ...{ base_url: "https://speech.test", model: "gpt-realtime", transcription_model: "t" },
      ...{ audio_format: format, api_key_ciphertext: "" },
    };
    this.session = new AgentSession({
      ...{ tenantId: "t", callId: "c", clock: this.clock },
      tools: tools ?? toolsOf(body.tools),
      begun: {
        ...{ session_id: "s", body, company: "Acme Solar", time_zone: "Europe/Bucharest" },
        ...{ country_code: "RO", is_recorded: true, seconds_left: secondsLeft, provider },
        caller: { phone: "+40721000111", contact_id: null, name: "Ioana Pop" },
      },
      twilio: {
        send: (message) => this.marks(this.line.receive(message)),
        close: () => {
          this.line.isClosed = true;
        },
      },
      connect: (on) => {
        this.connections += 1;
        this.on = on;
        return { send: (text) => this.asked.push(JSON.parse(text)), close: () => {} };
      },
      recording: {
        start: (noted) => {
          noted({ recording_at: new Date(this.clock.now()).toISOString() }).then(() => {
            this.recorded.push("start");
            return noted({ recording_sid: "RE1" });
          });
        },
        stop: async () => {
          this.recorded.push("stop");
        },
      },
      write: async (written) => {
        await write?.(written);
        this.written.push(written);
      },
      ended: (outcome) => {
        this.outcome = outcome;
      },
    });
  }

  private marks(names: string[]): void {
    for (const name of names) {
      // As over a network: after what is going on now.
      queueMicrotask(() => this.session.fromTwilio({ event: "mark", mark: { name } }));
    }
  }

  /** The provider says something. */
  async says(event: Message): Promise<void> {
    this.on?.message(JSON.stringify(event));
    await settled();
  }

  async drops(): Promise<void> {
    this.on?.closed();
    await settled();
  }

  async configured(type = "audio/pcmu"): Promise<void> {
    const audio = { input: { format: { type } }, output: { format: { type } } };
    await this.says({ type: "session.updated", session: { audio } });
  }

  /** A response with so much sound, in pieces of 100 ms at once, as providers send it. */
  async answers(text: string, ms: number, { done = true } = {}): Promise<string> {
    this.responses += 1;
    const [id, item] = [`resp_${this.responses}`, `item_${this.responses}`];
    const of = { response_id: id, item_id: item };
    await this.says({ type: "response.created", response: { id } });
    for (let at = 0; at < ms; at += 100) {
      const delta = Buffer.alloc(800, 0x55).toString("base64");
      await this.says({ type: "response.output_audio.delta", ...of, delta });
    }
    await this.says({ type: "response.output_audio_transcript.done", ...of, transcript: text });
    await this.says({ type: "response.output_audio.done", ...of });
    if (done) await this.says({ type: "response.done", response: { id, status: "completed" } });
    return item;
  }

  /** A response that calls a tool. */
  async calls(name: string, args: object, call_id = `call_${this.responses}`): Promise<void> {
    this.responses += 1;
    const id = `resp_${this.responses}`;
    const given = JSON.stringify(args);
    await this.says({ type: "response.created", response: { id } });
    await this.says({
      type: "response.function_call_arguments.done",
      ...{ response_id: id, call_id, name, arguments: given },
    });
    const item = { type: "function_call", call_id, name, arguments: given };
    await this.says({ type: "response.output_item.done", response_id: id, item });
    await this.says({ type: "response.done", response: { id, status: "completed" } });
  }

  /** A response comes to nothing. */
  async fails(): Promise<void> {
    this.responses += 1;
    const id = `resp_${this.responses}`;
    await this.says({ type: "response.created", response: { id } });
    await this.says({ type: "response.done", response: { id, status: "failed" } });
  }

  /** The caller says something that takes no time. */
  async hears(text: string, item = `said_${this.asked.length}`): Promise<void> {
    const of = { item_id: item };
    await this.says({ type: "input_audio_buffer.speech_started", audio_start_ms: 0, ...of });
    await this.says({ type: "input_audio_buffer.speech_stopped", audio_end_ms: 0, ...of });
    await this.says({ type: "input_audio_buffer.committed", ...of });
    const type = "conversation.item.input_audio_transcription.completed";
    await this.says({ type, ...of, transcript: text });
  }

  /** The line goes on for so long: the caller's audio comes, what was sent is played. */
  async passes(ms: number): Promise<void> {
    for (let at = 0; at < ms; at += 20) {
      this.marks(this.line.tick());
      await settled();
      const timestamp = this.line.timestamp;
      this.session.fromTwilio({ event: "media", media: { timestamp, payload: frame } });
      this.line.timestamp += 20;
      await this.clock.advance(20);
    }
  }

  of(type: string): Message[] {
    return this.asked.filter((one) => one.type === type);
  }

  /** The rows as they were written last. */
  rows() {
    const turns = new Map(this.written.flatMap((one) => one.turns).map((t) => [t.number, t]));
    const tools = new Map(this.written.flatMap((one) => one.tools).map((t) => [t.number, t]));
    const figures = Object.assign({}, ...this.written.map((one) => one.figures));
    return { turns: [...turns.values()], tools: [...tools.values()], figures };
  }
}

/** A talk whose greeting of one second has been heard. */
export async function greeted(options: Options = {}): Promise<TestTalk> {
  const talk = new TestTalk(options);
  await talk.configured();
  await talk.answers("Hello, how can I help you?", 1_000);
  await talk.passes(1_100);
  return talk;
}
