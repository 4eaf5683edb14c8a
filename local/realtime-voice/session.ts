import { Conversation } from "@/local/realtime-voice/conversation";
import type { Faults } from "@/local/realtime-voice/faults";
import type { Hearing } from "@/local/realtime-voice/hearing/hearing";
import { InputAudio, type InputEvent, type Turn } from "@/local/realtime-voice/input";
import { calledBy, itemOf, message, textIn } from "@/local/realtime-voice/items";
import { Policy } from "@/local/realtime-voice/policy/policy";
import type { ClientEvent } from "@/local/realtime-voice/protocol/client-events";
import { languageOf, newConfig, updated } from "@/local/realtime-voice/protocol/config";
import { newId } from "@/local/realtime-voice/protocol/ids";
import { readEvent } from "@/local/realtime-voice/protocol/read-event";
import { type ErrorShape, Refusal } from "@/local/realtime-voice/protocol/refusal";
import { Responses } from "@/local/realtime-voice/responses";
import { samplesOf } from "@/local/realtime-voice/sound";
import type { Voice } from "@/local/voice/voice";
import type { Language } from "@/local/voice/voices";

const HOUR_MS = 3_600_000;

type Socket = {
  send(type: string, fields: Record<string, unknown>): void;
  /** Breaks the connection without a word. */
  drop(): void;
  close(code: number, reason: string): void;
};

/** One conversation over one socket. */
export class Session {
  readonly #socket: Socket;
  readonly #deps: { hearing: Hearing; voice: Voice; faults: Faults; key: string };
  readonly #conversation = new Conversation();
  readonly #input = new InputAudio();
  readonly #policy = new Policy();
  readonly #ending: NodeJS.Timeout;
  #config;
  readonly #responses: Responses;
  #language: Language | null = null;

  constructor(
    socket: Socket,
    deps: { hearing: Hearing; voice: Voice; faults: Faults; key: string },
    model: string,
  ) {
    this.#socket = socket;
    this.#deps = deps;
    const expiresAt = Date.now() + HOUR_MS;
    this.#config = newConfig(newId("sess"), model, Math.floor(expiresAt / 1000));
    this.#ending = setTimeout(() => this.#expire(), HOUR_MS).unref();
    this.#responses = new Responses({
      ...deps,
      send: (type, fields) => this.#send(type, fields),
      fail: (error) => this.#error(error, null),
      expire: () => this.#expire(),
      drop: () => socket.drop(),
      config: () => this.#config,
      conversation: this.#conversation,
      policy: this.#policy,
    });
    this.#send("session.created", { session: this.#config });
  }

  /** One message of the client's; what cannot be followed is answered with an error. */
  receive(text: string): void {
    const { eventId, event } = readEvent(text);
    try {
      if (event instanceof Refusal) throw event;
      this.#follow(event);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#error(error.shape, eventId);
    }
  }

  close(): void {
    clearTimeout(this.#ending);
    this.#responses.close();
  }

  #follow(event: ClientEvent): void {
    switch (event.type) {
      case "session.update":
        this.#config = updated(this.#config, event.session);
        this.#learn();
        this.#send("session.updated", { session: this.#config });
        break;
      case "input_audio_buffer.append": {
        const { format, turn_detection } = this.#config.audio.input;
        if (!this.#language) this.#learn();
        const samples = samplesOf(Buffer.from(event.audio, "base64"), format);
        for (const found of this.#input.push(samples, turn_detection)) this.#detected(found);
        break;
      }
      case "input_audio_buffer.commit": {
        const turn = this.#input.commit();
        const message = "Error committing input audio buffer: buffer too small.";
        if (!turn) throw new Refusal("input_audio_buffer_commit_empty", message);
        this.#commit(turn);
        break;
      }
      case "input_audio_buffer.clear":
        this.#input.clear();
        this.#send("input_audio_buffer.cleared", {});
        break;
      case "conversation.item.create":
        this.#create(event.item);
        break;
      case "conversation.item.retrieve":
        this.#send("conversation.item.retrieved", {
          item: this.#conversation.find(event.item_id),
        });
        break;
      case "conversation.item.delete":
        this.#conversation.remove(event.item_id);
        this.#send("conversation.item.deleted", { item_id: event.item_id });
        break;
      case "conversation.item.truncate": {
        const { item_id, content_index, audio_end_ms } = event;
        this.#conversation.truncate(item_id, audio_end_ms);
        const truncated = { item_id, content_index, audio_end_ms };
        this.#send("conversation.item.truncated", truncated);
        break;
      }
      case "response.create":
        this.#responses.create(event.response ?? {});
        break;
      case "response.cancel":
        this.#responses.cancel();
    }
  }

  /** A language is learnt while the session begins; what is said meanwhile is heard after. */
  #learn(): void {
    const language = languageOf(this.#config);
    if (language === this.#language) return;
    this.#language = language;
    this.#deps.hearing.learn(language).then(
      (vocabulary) => {
        if (language === this.#language) this.#input.use(vocabulary);
      },
      (error: unknown) => this.#error(serverError(String(error)), null),
    );
  }

  #detected(found: InputEvent): void {
    const { itemId, atMs } = found;
    const detection = this.#config.audio.input.turn_detection;
    if (found.kind === "started") {
      this.#send("input_audio_buffer.speech_started", { audio_start_ms: atMs, item_id: itemId });
      if (detection?.interrupt_response) this.#responses.interrupt();
      return;
    }
    this.#send("input_audio_buffer.speech_stopped", { audio_end_ms: atMs, item_id: itemId });
    this.#commit(found.turn);
    if (detection?.create_response && !this.#responses.isActive) this.#responses.create({});
  }

  #commit(turn: Turn): void {
    const { itemId, text, isSure, seconds } = turn;
    const content = { type: "input_audio" as const, transcript: text };
    const item = message(itemId, "user", [content]);
    const previous = this.#conversation.add(item);
    this.#send("input_audio_buffer.committed", { previous_item_id: previous, item_id: itemId });
    const shown = { ...item, content: [{ ...content, transcript: null }] };
    this.#send("conversation.item.added", { previous_item_id: previous, item: shown });
    this.#send("conversation.item.done", { previous_item_id: previous, item: shown });
    this.#policy.hear({ text, isSure });
    if (!this.#config.audio.input.transcription) return;
    const at = { item_id: itemId, content_index: 0 };
    if (text !== "") {
      this.#send("conversation.item.input_audio_transcription.delta", { ...at, delta: text });
    }
    this.#send("conversation.item.input_audio_transcription.completed", {
      ...at,
      transcript: text,
      usage: { type: "duration", seconds: Math.ceil(seconds) },
    });
  }

  #create(given: Extract<ClientEvent, { type: "conversation.item.create" }>["item"]): void {
    const item = itemOf(given, this.#conversation);
    if (item.type === "function_call_output") {
      this.#policy.take(calledBy(item.call_id, this.#conversation), item.output);
    } else if (item.type === "function_call" || item.role === "assistant") this.#recall();
    else if (item.role === "user") this.#policy.hear({ text: textIn(item), isSure: true });
    const previous = this.#conversation.add(item);
    this.#send("conversation.item.added", { previous_item_id: previous, item });
    this.#send("conversation.item.done", { previous_item_id: previous, item });
  }

  /** What a conversation that goes on elsewhere has answered: the script comes to the same. */
  #recall(): void {
    if (this.#policy.isAsked) this.#policy.respond(this.#config, {}, languageOf(this.#config));
  }

  #expire(): void {
    const message = "Your session hit the maximum duration of 60 minutes.";
    this.#error(
      { type: "invalid_request_error", code: "session_expired", message, param: null },
      null,
    );
    this.#socket.close(1001, "session_expired");
  }

  #error(error: ErrorShape, eventId: string | null): void {
    this.#send("error", { error: { ...error, event_id: eventId } });
  }

  #send(type: string, fields: Record<string, unknown>): void {
    this.#socket.send(type, fields);
  }
}

function serverError(message: string): ErrorShape {
  return { type: "server_error", code: null, message, param: null };
}
