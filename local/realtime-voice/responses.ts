import type { Conversation } from "@/local/realtime-voice/conversation";
import type { Faults } from "@/local/realtime-voice/faults";
import type { Policy } from "@/local/realtime-voice/policy/policy";
import type { ResponseOptions } from "@/local/realtime-voice/protocol/client-events";
import { type Config, languageOf } from "@/local/realtime-voice/protocol/config";
import { newId } from "@/local/realtime-voice/protocol/ids";
import { type ErrorShape, Refusal } from "@/local/realtime-voice/protocol/refusal";
import { type Emit, Response } from "@/local/realtime-voice/response";
import type { Voice } from "@/local/voice/voice";
import { AGENT } from "@/local/voice/voices";

type With = {
  send: Emit;
  fail(error: ErrorShape): void;
  expire(): void;
  drop(): void;
  config(): Config;
  conversation: Conversation;
  policy: Policy;
  faults: Faults;
  voice: Voice;
  key: string;
};

/** One response of the conversation at a time, and any number beside it. */
export class Responses {
  readonly #with: With;
  #active: Response | null = null;
  readonly #aside = new Set<Response>();

  constructor(given: With) {
    this.#with = given;
  }

  get isActive(): boolean {
    return this.#active !== null;
  }

  interrupt(): void {
    this.#active?.cancel("turn_detected");
  }

  cancel(): void {
    if (!this.#active) {
      const text = "Cancellation failed: no active response found";
      throw new Refusal("response_cancel_not_active", text);
    }
    this.#active.cancel("client_cancelled");
  }

  close(): void {
    for (const response of [this.#active, ...this.#aside]) response?.cancel("client_cancelled");
  }

  create(options: ResponseOptions): void {
    const { faults, key, voice, policy, conversation, send } = this.#with;
    const isAside = options.conversation === "none";
    const inWay = this.#active?.id ?? (faults.take("active-response", key) && newId("resp"));
    if (inWay && !isAside) {
      const text =
        `Conversation already has an active response in progress: ${inWay}. ` +
        "Wait until the response is finished before creating a new one.";
      throw new Refusal("conversation_already_has_active_response", text);
    }
    if (faults.take("session-expired", key)) {
      this.#with.expire();
      return;
    }
    const config = this.#with.config();
    const language = languageOf(config);
    const say = (text: string) => voice.say(text, AGENT[language]);
    const response = new Response({ emit: send, config, options, conversation, say });
    if (faults.take("rate-limit", key)) {
      const error = { code: "rate_limit_exceeded", message: "Rate limit reached.", param: null };
      response.fail({ type: "invalid_request_error", ...error });
      return;
    }
    if (isAside) this.#aside.add(response);
    else this.#active = response;
    this.#run(response, policy.respond(config, options, language));
  }

  #run(response: Response, acts: ReturnType<Policy["respond"]>): void {
    const { faults, key } = this.#with;
    const calls = acts.filter((act) => "call" in act);
    const isDouble = calls.length > 0 && faults.take("double-function-call", key);
    const how = {
      lateMs: faults.take("late-first-delta", key)?.ms ?? 0,
      isBursty: faults.take("bursts", key) !== undefined,
    };
    if (faults.take("dropped-socket", key)) setTimeout(() => this.#with.drop(), 100);
    response.run(isDouble ? [...acts, ...calls] : acts, how).then(
      () => this.#over(response),
      (error: unknown) => {
        this.#over(response);
        this.#with.fail({ type: "server_error", code: null, message: String(error), param: null });
      },
    );
  }

  #over(response: Response): void {
    this.#aside.delete(response);
    if (this.#active === response) this.#active = null;
    this.#with.send("rate_limits.updated", {
      rate_limits: [
        { name: "requests", limit: 1000, remaining: 999, reset_seconds: 0.06 },
        { name: "tokens", limit: 50_000, remaining: 49_000, reset_seconds: 1.2 },
      ],
    });
  }
}
