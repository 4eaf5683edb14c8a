import { Hearing } from "@/lib/agent/hearing";
import type { Provider } from "@/lib/agent/machine";
import type { Clock, Socket } from "@/lib/agent/socket";
import { type RealtimeEvent, readRealtimeEvent } from "@/lib/speech/realtime-events";

/** Until the provider is ready, at first and again. */
export const connectMs = { first: 5_000, again: 2_000 };

/** Opens a connection to the provider; its messages go to `on`. */
export type Connect = (on: { message(text: string): void; closed(): void }) => Socket;

type With = {
  connect: Connect;
  clock: Clock;
  format: Provider["audio_format"];
  /** The first message: how the session is to be. */
  configuration(): object;
  /** It listens: at first, or `isAgain` after it was lost. */
  ready(isAgain: boolean): void;
  event(event: RealtimeEvent): void;
  /** It was lost, and is connected again. */
  reconnecting(): void;
  /** It cannot be used. */
  failed(reason: string): void;
};

const refusals = new Set(["invalid_api_key", "model_not_found"]);
const losses = new Set(["session_expired", "rate_limit_exceeded", "insufficient_quota"]);

/** The provider's side of a talk. What breaks is connected once more, within two seconds. */
export class ProviderLink {
  isReady = false;
  private socket: Socket | null = null;
  /** What an older connection says is not heard any more. */
  private connection = 0;
  private timer: () => void = () => {};
  private isOver = false;
  private readonly hearing: Hearing;
  private readonly with: With;

  constructor(given: With) {
    this.with = given;
    this.hearing = new Hearing(given.format);
  }

  /** How much of the caller the provider has heard, in ms. */
  get heardMs(): number {
    return this.hearing.givenMs;
  }

  start(timeoutMs = connectMs.first): void {
    const connection = ++this.connection;
    const isCurrent = () => connection === this.connection && !this.isOver;
    this.isReady = false;
    this.timer = this.with.clock.after(timeoutMs, () => this.lost("the provider does not answer"));
    this.socket = this.with.connect({
      message: (text) => {
        const event = isCurrent() ? readRealtimeEvent(text) : null;
        if (event) this.read(event);
      },
      closed: () => {
        if (isCurrent()) this.lost("the connection to the provider broke");
      },
    });
    this.ask(this.with.configuration());
  }

  ask(event: object): void {
    this.socket?.send(JSON.stringify(event));
  }

  hear(payload: string, timestamp: number): void {
    this.hearing.add(payload, timestamp);
  }

  /** Once more, within two seconds; a second time it cannot be used. */
  lost(reason: string): void {
    if (this.isOver) return;
    this.timer();
    this.hearing.close();
    this.socket?.close();
    if (this.connection > 1) {
      this.with.failed(reason);
      return;
    }
    this.with.reconnecting();
    if (!this.isOver) this.start(connectMs.again);
  }

  close(): void {
    this.isOver = true;
    this.timer();
    this.socket?.close();
  }

  private read(event: RealtimeEvent): void {
    if (event.type === "session.updated") this.configured(event);
    else if (event.type === "error") this.problem(event);
    else this.with.event(event);
  }

  private configured({ session }: Extract<RealtimeEvent, { type: "session.updated" }>): void {
    if (this.isReady) return;
    const sides = [session.audio?.input, session.audio?.output];
    if (sides.some((side) => side?.format && side.format.type !== this.with.format)) {
      this.with.failed("the provider does not speak our audio format");
      return;
    }
    this.isReady = true;
    this.timer();
    this.with.ready(this.connection > 1);
    this.hearing.open((audio) => this.ask({ type: "input_audio_buffer.append", audio }));
  }

  /** Errors that say nothing more than that two things met are no failures. */
  private problem(event: Extract<RealtimeEvent, { type: "error" }>): void {
    const { code, type } = event.error;
    if (code && refusals.has(code)) this.with.failed(`the provider refuses: ${code}`);
    else if (code && losses.has(code)) this.lost(`the provider: ${code}`);
    else if (type === "server_error") this.lost("the provider has an error");
    else if (!this.isReady) this.lost("the provider refuses the session");
    else this.with.event(event);
  }
}
