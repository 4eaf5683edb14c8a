import type WebSocket from "ws";
import type { Call } from "@/local/carrier/engine/call";
import { FRAME_MS } from "@/local/carrier/media/tones";
import type { Parameters } from "@/local/carrier/model";
import { lineOf } from "@/local/carrier/streams/line";
import { readMessage } from "@/local/carrier/streams/messages";
import type { StreamFailure } from "@/local/carrier/streams/open-socket";
import { Playout } from "@/local/carrier/streams/playout";

/** After a longer pause of the machine the sound goes on from now. */
const LONGEST_LAG_MS = 500;
/** A browser's packets that wait longer than this are left out. */
const MAX_WAITING = 10;

/**
 * The sound of a leg, both ways over a socket: 20 ms frames by the real clock, whatever clock the
 * account's calls run on.
 */
export class MediaStream {
  readonly sid: string;
  readonly #call: Call;
  readonly #socket: WebSocket;
  readonly #playout = new Playout();
  readonly #waiting: Uint8Array[] = [];
  #sequence = 0;
  #chunk = 0;
  #dueAt = performance.now();
  #ticking: NodeJS.Timeout | undefined;

  constructor(call: Call, sid: string, socket: WebSocket) {
    this.sid = sid;
    this.#call = call;
    this.#socket = socket;
  }

  /**
   * Streams until the other side closes the socket, breaks the protocol or the connection, or the
   * leg goes elsewhere. Gives what went wrong, if anything did.
   */
  run(parameters: Parameters, signal: AbortSignal): Promise<StreamFailure | null> {
    const { account, sid } = this.#call;
    const { promise, resolve } = Promise.withResolvers<StreamFailure | null>();
    const gone = () => resolve(null);
    this.#send({ event: "connected", protocol: "Call", version: "1.0.0" });
    this.#send({
      event: "start",
      sequenceNumber: this.#next(),
      start: {
        streamSid: this.sid,
        accountSid: account.sid,
        callSid: sid,
        tracks: ["inbound"],
        customParameters: Object.fromEntries(parameters),
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
      },
      streamSid: this.sid,
    });
    this.#socket.on("message", (data) => {
      const failure = this.#receive(String(data));
      if (failure) resolve(failure);
    });
    this.#socket.once("close", (code) => {
      const isBroken = code === 1006;
      resolve(isBroken ? { code: 31903, message: "Stream: the connection broke" } : null);
    });
    signal.addEventListener("abort", gone, { once: true });
    if (signal.aborted) gone();
    this.#call.stream = this;
    this.#call.onDigit = (digit) => this.#press(digit);
    this.#ticking = setInterval(() => this.#tick(), FRAME_MS);
    return promise.finally(() => {
      signal.removeEventListener("abort", gone);
      this.#close();
    });
  }

  /** 20 ms of the browser at the leg's far end. */
  hear(frame: Uint8Array): void {
    this.#waiting.push(frame);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
  }

  #close(): void {
    clearInterval(this.#ticking);
    const { account, sid } = this.#call;
    if (this.#call.stream === this) {
      this.#call.stream = null;
      this.#call.onDigit = null;
    }
    this.#send({
      event: "stop",
      sequenceNumber: this.#next(),
      stop: { accountSid: account.sid, callSid: sid },
      streamSid: this.sid,
    });
    this.#socket.close(1000);
    // A server that does not answer the close keeps nothing open.
    setTimeout(() => this.#socket.terminate(), 1000).unref();
  }

  #receive(text: string): StreamFailure | null {
    const message = readMessage(text);
    if (!message) return { code: 31924, message: `Stream: not understood: ${text.slice(0, 80)}` };
    // As Twilio does, what is of another stream is passed over.
    if (message.streamSid !== this.sid) return null;
    switch (message.event) {
      case "media":
        this.#playout.play(Buffer.from(message.media.payload, "base64"));
        break;
      case "mark":
        this.#playout.mark(message.mark.name);
        break;
      case "clear":
        this.#return(this.#playout.clear());
    }
    return null;
  }

  #press(digit: string): void {
    this.#send({
      event: "dtmf",
      streamSid: this.sid,
      sequenceNumber: this.#next(),
      dtmf: { track: "inbound_track", digit },
    });
  }

  #return(marks: string[]): void {
    for (const name of marks) {
      this.#send({
        event: "mark",
        streamSid: this.sid,
        sequenceNumber: this.#next(),
        mark: { name },
      });
    }
  }

  /** Timers are late now and then; as many frames are due as time has passed. */
  #tick(): void {
    const now = performance.now();
    if (now - this.#dueAt > LONGEST_LAG_MS) this.#dueAt = now;
    for (; this.#dueAt <= now; this.#dueAt += FRAME_MS) this.#frame();
  }

  #frame(): void {
    const line = lineOf(this.#call);
    const { frame, marks } = this.#playout.next();
    this.#return(marks);
    line.hear(frame);
    if (frame) this.#call.phone?.hear?.(frame);
    const live = this.#waiting.shift();
    // A sentence that is being spoken comes before what a microphone sends beside it.
    const said = line.isSpeaking ? line.next() : (live ?? line.next());
    this.#send({
      event: "media",
      sequenceNumber: this.#next(),
      media: {
        track: "inbound",
        chunk: String(this.#chunk + 1),
        timestamp: String(this.#chunk * FRAME_MS),
        payload: Buffer.from(said).toString("base64"),
      },
      streamSid: this.sid,
    });
    this.#chunk++;
  }

  #next(): string {
    return String(++this.#sequence);
  }

  #send(message: object): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
