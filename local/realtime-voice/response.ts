import { setTimeout as pause } from "node:timers/promises";
import type { Conversation, Item } from "@/local/realtime-voice/conversation";
import type { Act } from "@/local/realtime-voice/policy/policy";
import type { ResponseOptions } from "@/local/realtime-voice/protocol/client-events";
import type { Config } from "@/local/realtime-voice/protocol/config";
import { newId } from "@/local/realtime-voice/protocol/ids";
import type { ErrorShape } from "@/local/realtime-voice/protocol/refusal";
import { bytesOf, SAMPLES_A_MS } from "@/local/realtime-voice/sound";
import type { Spoken } from "@/local/voice/voice";

export type Emit = (type: string, fields: Record<string, unknown>) => void;
type Status = "in_progress" | "completed" | "cancelled" | "failed";

/** Sound is made faster than it is played, as the provider does. */
const SPEED = 5;
const PIECE_MS = 200;
const BURST_MS = 1000;

/** One response from `response.created` to `response.done`. */
export class Response {
  readonly id = newId("resp");
  readonly #emit: Emit;
  readonly #config: Config;
  readonly #options: ResponseOptions;
  readonly #conversation: Conversation;
  readonly #say: (text: string) => Promise<Spoken>;
  readonly #stop = new AbortController();
  readonly #stopped: Promise<null>;
  readonly #output: Item[] = [];
  #status: Status = "in_progress";
  #details: Record<string, unknown> | null = null;
  /** Milliseconds of sound that were sent. */
  #soundMs = 0;

  constructor(given: {
    emit: Emit;
    config: Config;
    options: ResponseOptions;
    conversation: Conversation;
    say(text: string): Promise<Spoken>;
  }) {
    this.#emit = given.emit;
    this.#config = given.config;
    this.#options = given.options;
    this.#conversation = given.conversation;
    this.#say = given.say;
    this.#stopped = new Promise((stop) => {
      this.#stop.signal.addEventListener("abort", () => stop(null), { once: true });
    });
    this.#emit("response.created", { response: this.#shape() });
  }

  cancel(reason: "turn_detected" | "client_cancelled"): void {
    if (this.#status !== "in_progress") return;
    this.#status = "cancelled";
    this.#details = { type: "cancelled", reason };
    this.#stop.abort();
  }

  fail(error: ErrorShape): void {
    this.#status = "failed";
    this.#details = { type: "failed", error: { type: error.type, code: error.code } };
    this.#emit("response.done", { response: this.#shape() });
  }

  /** Says and calls what was decided; ends at once where it is cancelled. */
  async run(acts: Act[], how: { lateMs: number; isBursty: boolean }): Promise<void> {
    if (how.lateMs > 0) await this.#wait(how.lateMs);
    for (const act of acts) {
      if (this.#stop.signal.aborted) break;
      if ("say" in act) await this.#speak(act.say, how.isBursty ? BURST_MS : PIECE_MS);
      else this.#call(act.call, act.args);
    }
    if (this.#status === "in_progress") this.#status = "completed";
    this.#emit("response.done", { response: this.#shape() });
  }

  async #speak(text: string, pieceMs: number): Promise<void> {
    const isText =
      (this.#options.output_modalities ?? this.#config.output_modalities)[0] === "text";
    const content: Extract<Item, { type: "message" }>["content"] = [];
    const item: Item = {
      id: newId("item"),
      object: "realtime.item",
      type: "message",
      status: "in_progress",
      role: "assistant",
      content,
    };
    const place = this.#open(item);
    const at = { ...place, item_id: item.id, content_index: 0 };
    const part = isText ? { type: "text", text: "" } : { type: "audio", transcript: "" };
    this.#emit("response.content_part.added", { ...at, part });
    const said = isText ? await this.#write(text, at) : await this.#sound(text, at, pieceMs);
    const final = isText ? { type: "text", text: said } : { type: "audio", transcript: said };
    content.push(
      isText ? { type: "output_text", text: said } : { type: "output_audio", transcript: said },
    );
    if (isText) this.#emit("response.output_text.done", { ...at, text: said });
    else {
      this.#emit("response.output_audio.done", at);
      this.#emit("response.output_audio_transcript.done", { ...at, transcript: said });
    }
    this.#emit("response.content_part.done", { ...at, part: final });
    item.status = this.#stop.signal.aborted ? "incomplete" : "completed";
    this.#close(item, place);
  }

  async #write(text: string, at: object): Promise<string> {
    for (const delta of text.split(/(?<= )/)) {
      this.#emit("response.output_text.delta", { ...at, delta });
    }
    return text;
  }

  /** Clause by clause, so that the first is heard while the next is made. */
  async #sound(text: string, at: { item_id: string }, pieceMs: number): Promise<string> {
    const { format } = this.#config.audio.output;
    const piece = pieceMs * SAMPLES_A_MS;
    let said = "";
    const clauses = text.split(/(?<=[.?!;:,]) /);
    const spoken = clauses.map((clause) => this.#say(clause));
    for (const each of spoken) each.catch(() => {});
    for (const [nth, clause] of clauses.entries()) {
      // Who is interrupted does not wait for the words that nobody will hear.
      const made = await Promise.race([spoken[nth], this.#stopped]);
      if (!made) break;
      const { samples } = made;
      const delta = said === "" ? clause : ` ${clause}`;
      this.#emit("response.output_audio_transcript.delta", { ...at, delta });
      said += delta;
      for (let from = 0; from < samples.length; from += piece) {
        if (this.#stop.signal.aborted) return said;
        const part = samples.subarray(from, from + piece);
        const ms = part.length / SAMPLES_A_MS;
        this.#soundMs += ms;
        this.#conversation.addSound(at.item_id, ms);
        const delta = bytesOf(part, format).toString("base64");
        this.#emit("response.output_audio.delta", { ...at, delta });
        await this.#wait(ms / SPEED);
      }
    }
    return said;
  }

  #call(name: string, args: Record<string, unknown>): void {
    const text = JSON.stringify(args);
    const item: Item = {
      id: newId("item"),
      object: "realtime.item",
      type: "function_call",
      status: "in_progress",
      call_id: newId("call"),
      name,
      arguments: "",
    };
    const place = this.#open(item);
    const at = { ...place, item_id: item.id, call_id: item.call_id };
    this.#emit("response.function_call_arguments.delta", { ...at, delta: text });
    item.arguments = text;
    item.status = "completed";
    this.#emit("response.function_call_arguments.done", { ...at, name, arguments: text });
    this.#close(item, place);
  }

  #open(item: Item): { response_id: string; output_index: number } {
    const place = { response_id: this.id, output_index: this.#output.length };
    this.#output.push(item);
    this.#emit("response.output_item.added", { ...place, item });
    if (this.#isInConversation) {
      const previous = this.#conversation.add(item);
      this.#emit("conversation.item.added", { previous_item_id: previous, item });
    }
    return place;
  }

  #close(item: Item, place: { response_id: string; output_index: number }): void {
    this.#emit("response.output_item.done", { ...place, item });
    if (!this.#isInConversation) return;
    const { items } = this.#conversation;
    const previous = items[items.indexOf(item) - 1]?.id ?? null;
    this.#emit("conversation.item.done", { previous_item_id: previous, item });
  }

  get #isInConversation(): boolean {
    return this.#options.conversation !== "none";
  }

  async #wait(ms: number): Promise<void> {
    try {
      await pause(ms, undefined, { signal: this.#stop.signal });
    } catch {
      // Cancelled: who waits looks.
    }
  }

  #shape(): Record<string, unknown> {
    const { audio, max_output_tokens, output_modalities } = this.#config;
    return {
      object: "realtime.response",
      id: this.id,
      status: this.#status,
      status_details: this.#details,
      output: this.#output,
      conversation_id: this.#isInConversation ? this.#conversation.id : null,
      output_modalities: this.#options.output_modalities ?? output_modalities,
      max_output_tokens,
      audio: { output: { format: audio.output.format, voice: audio.output.voice } },
      usage: this.#status === "in_progress" ? null : this.#usage(),
      metadata: this.#options.metadata ?? null,
    };
  }

  /** Counted as the provider counts sound, a token for each 50 ms of output. */
  #usage() {
    const output = Math.ceil(this.#soundMs / 50);
    const text = this.#output.length * 20;
    const input = this.#conversation.items.length * 25;
    return {
      total_tokens: input + output + text,
      input_tokens: input,
      output_tokens: output + text,
      input_token_details: {
        text_tokens: input,
        audio_tokens: 0,
        image_tokens: 0,
        cached_tokens: 0,
        cached_tokens_details: { text_tokens: 0, audio_tokens: 0, image_tokens: 0 },
      },
      output_token_details: { text_tokens: text, audio_tokens: output },
    };
  }
}
