import { Conversation, type Item } from "@/local/realtime-voice/conversation";
import type { Faults } from "@/local/realtime-voice/faults";
import type { Hearing } from "@/local/realtime-voice/hearing/hearing";
import { InputAudio, type InputEvent, type Turn } from "@/local/realtime-voice/input";
import { Policy } from "@/local/realtime-voice/policy/policy";
import { ClientEvent, type ResponseOptions } from "@/local/realtime-voice/protocol/client-events";
import { languageOf, newConfig, updated } from "@/local/realtime-voice/protocol/config";
import { newId } from "@/local/realtime-voice/protocol/ids";
import { type ErrorShape, Refusal, refusalOf } from "@/local/realtime-voice/protocol/refusal";
import { Response } from "@/local/realtime-voice/response";
import { samplesOf } from "@/local/realtime-voice/sound";
import type { Voice } from "@/local/voice/voice";
import { AGENT } from "@/local/voice/voices";

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
  #active: Response | null = null;
  #aside = new Set<Response>();
  #idle: NodeJS.Timeout | undefined;
  #words = "";

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
    this.#send("session.created", { session: this.#config });
  }

  /** One message of the client's; what cannot be followed is answered with an error. */
  receive(text: string): void {
    let eventId: string | null = null;
    try {
      const message: unknown = parsed(text);
      if (isObject(message) && typeof message.event_id === "string") eventId = message.event_id;
      const event = ClientEvent.safeParse(message);
      if (!event.success) throw refusalOf(event.error, message);
      this.#follow(event.data);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#error(error.shape, eventId);
    }
  }

  close(): void {
    clearTimeout(this.#ending);
    clearTimeout(this.#idle);
    for (const response of [this.#active, ...this.#aside]) response?.cancel("client_cancelled");
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
        if (this.#words === "") this.#learn();
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
        this.#respond(event.response ?? {});
        break;
      case "response.cancel": {
        if (!this.#active) {
          const message = "Cancellation failed: no active response found";
          throw new Refusal("response_cancel_not_active", message);
        }
        this.#active.cancel("client_cancelled");
      }
    }
  }

  /** Words of the session are learnt while it begins; what is said meanwhile is heard after. */
  #learn(): void {
    const language = languageOf(this.#config);
    const keywords = this.#config.audio.input.transcription?.keywords ?? [];
    const words = JSON.stringify([language, keywords]);
    if (words === this.#words) return;
    this.#words = words;
    this.#deps.hearing.learn(language, keywords).then(
      (vocabulary) => {
        if (words === this.#words) this.#input.use(vocabulary);
      },
      (error: unknown) => this.#error(serverError(String(error)), null),
    );
  }

  #detected(found: InputEvent): void {
    const { itemId, atMs } = found;
    const detection = this.#config.audio.input.turn_detection;
    if (found.kind === "started") {
      clearTimeout(this.#idle);
      this.#send("input_audio_buffer.speech_started", { audio_start_ms: atMs, item_id: itemId });
      if (detection?.interrupt_response) this.#active?.cancel("turn_detected");
      return;
    }
    this.#send("input_audio_buffer.speech_stopped", { audio_end_ms: atMs, item_id: itemId });
    this.#commit(found.turn);
    if (detection?.create_response && !this.#active) this.#respond({});
  }

  #commit(turn: Turn): void {
    const { itemId, text, isSure, seconds } = turn;
    const content = { type: "input_audio" as const, transcript: text };
    const item: Item = message(itemId, "user", [content]);
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
    const id = given.id ?? newId("item");
    let item: Item;
    if (given.type === "message") {
      const content = given.content.map(({ type, text = "", transcript = "" }) => {
        if (type === "input_text" || type === "output_text") return { type, text };
        if (type === "output_audio") return { type, transcript: transcript ?? "" };
        return { type, transcript };
      });
      item = message(id, given.role, content);
      const text = given.content.map(({ text }) => text ?? "").join(" ");
      if (given.role === "user") this.#policy.hear({ text, isSure: true });
      if (given.role === "assistant") this.#recall();
    } else if (given.type === "function_call") {
      item = { ...given, id, object: "realtime.item", status: "completed" };
      this.#recall();
    } else {
      const { call_id, output } = given;
      const called = this.#conversation.items.find(
        (item) => item.type === "function_call" && item.call_id === call_id,
      );
      if (called?.type !== "function_call") {
        const message = `Tool call ID '${call_id}' not found in conversation.`;
        throw new Refusal("invalid_tool_call_id", message, "item.call_id");
      }
      item = {
        id,
        object: "realtime.item",
        type: "function_call_output",
        status: "completed",
        call_id,
        output,
      };
      this.#policy.take(called.name, output);
    }
    const previous = this.#conversation.add(item);
    this.#send("conversation.item.added", { previous_item_id: previous, item });
    this.#send("conversation.item.done", { previous_item_id: previous, item });
  }

  /** What a conversation that goes on elsewhere has answered: the script comes to the same. */
  #recall(): void {
    if (this.#policy.isAsked) this.#policy.respond(this.#config, {}, languageOf(this.#config));
  }

  #respond(options: ResponseOptions): void {
    const { faults, key, voice } = this.#deps;
    const isAside = options.conversation === "none";
    const inWay = this.#active?.id ?? (faults.take("active-response", key) && newId("resp"));
    if (inWay && !isAside) {
      const message =
        `Conversation already has an active response in progress: ${inWay}. ` +
        "Wait until the response is finished before creating a new one.";
      throw new Refusal("conversation_already_has_active_response", message);
    }
    if (faults.take("session-expired", key)) {
      this.#expire();
      return;
    }
    const language = languageOf(this.#config);
    const response = new Response({
      emit: (type, fields) => this.#send(type, fields),
      config: this.#config,
      options,
      conversation: this.#conversation,
      say: (text) => voice.say(text, AGENT[language]),
    });
    if (faults.take("rate-limit", key)) {
      const error = { code: "rate_limit_exceeded", message: "Rate limit reached.", param: null };
      response.fail({ type: "invalid_request_error", ...error });
      return;
    }
    if (isAside) this.#aside.add(response);
    else this.#active = response;
    const acts = this.#policy.respond(this.#config, options, language);
    const calls = acts.filter((act) => "call" in act);
    const isDouble = calls.length > 0 && faults.take("double-function-call", key);
    const how = {
      lateMs: faults.take("late-first-delta", key)?.ms ?? 0,
      isBursty: faults.take("bursts", key) !== undefined,
    };
    if (faults.take("dropped-socket", key)) setTimeout(() => this.#socket.drop(), 100);
    response.run(isDouble ? [...acts, ...calls] : acts, how).then(
      () => this.#responded(response),
      (error: unknown) => {
        this.#responded(response);
        this.#error(serverError(String(error)), null);
      },
    );
  }

  #responded(response: Response): void {
    this.#aside.delete(response);
    if (this.#active === response) this.#active = null;
    this.#send("rate_limits.updated", {
      rate_limits: [
        { name: "requests", limit: 1000, remaining: 999, reset_seconds: 0.06 },
        { name: "tokens", limit: 50_000, remaining: 49_000, reset_seconds: 1.2 },
      ],
    });
    this.#watchSilence(response.soundMs);
  }

  /** Nobody speaks for so long after what was said has been played: a nudge. */
  #watchSilence(playsMs: number): void {
    clearTimeout(this.#idle);
    const detection = this.#config.audio.input.turn_detection;
    if (detection?.type !== "server_vad" || detection.idle_timeout_ms === null) return;
    const from = this.#input.heardMs;
    this.#idle = setTimeout(() => {
      if (this.#active || this.#input.isSpeech) return;
      const itemId = newId("item");
      this.#send("input_audio_buffer.timeout_triggered", {
        audio_start_ms: from,
        audio_end_ms: this.#input.heardMs,
        item_id: itemId,
      });
      this.#policy.hearNothing();
      this.#respond({});
    }, playsMs + detection.idle_timeout_ms).unref();
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

function message(
  id: string,
  role: "user" | "assistant" | "system",
  content: Extract<Item, { type: "message" }>["content"],
): Item {
  return { id, object: "realtime.item", type: "message", status: "completed", role, content };
}

function serverError(message: string): ErrorShape {
  return { type: "server_error", code: null, message, param: null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("invalid_json", "We could not parse the JSON body of your event.");
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
