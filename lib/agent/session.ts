import {
  responseCreate,
  sayExactly,
  sessionUpdate,
  systemText,
  toolOutput,
  truncate,
  userText,
} from "@/lib/agent/asking";
import { toMulaw } from "@/lib/agent/codec/mulaw";
import { Downsampler } from "@/lib/agent/codec/resample";
import { Hearing } from "@/lib/agent/hearing";
import type { AgentLanguage } from "@/lib/agent/languages";
import type { Begun, Outcome, Provider, Written } from "@/lib/agent/machine";
import type { FromTwilio } from "@/lib/agent/media-stream";
import { Playback } from "@/lib/agent/playback";
import { phrases } from "@/lib/agent/prompt/phrases";
import { promptOf } from "@/lib/agent/prompt/prompt";
import { Quiet } from "@/lib/agent/quiet";
import { TalkRecord } from "@/lib/agent/record";
import type { Clock, Socket } from "@/lib/agent/socket";
import { ToolRunner } from "@/lib/agent/tool-runner";
import type { AnyTool, Ending } from "@/lib/agent/tools/tool";
import { Transcript } from "@/lib/agent/transcript";
import { ResponseQueue } from "@/lib/agent/turns";
import { type RealtimeEvent, readRealtimeEvent } from "@/lib/speech/realtime-events";

/** What a talk is made of. `connect` opens the provider; what it says is told to `on`. */
export type Talk = {
  tenantId: string;
  callId: string;
  streamSid: string;
  begun: Begun & { provider: Provider };
  tools: readonly AnyTool[];
  twilio: Socket;
  connect(on: { message(text: string): void; closed(): void }): Socket;
  clock: Clock;
  write(written: Written): Promise<void>;
  ended(outcome: Outcome): void;
};

export const timeouts = {
  /** Until the provider is ready, at first and again. */
  connect: 5_000,
  reconnect: 2_000,
  /** From the end of the caller's turn to the first sound of its answer. */
  answer: 10_000,
  /** A goodbye that does not end. */
  goodbye: 15_000,
  /** For what was said to be stored before the caller goes on. */
  store: 1_500,
  /** Keys pressed one after the other are told together. */
  keys: 1_500,
};

/** One talk of a voice agent with a caller: a stream of Twilio's and a session of the provider's. */
export class AgentSession {
  private readonly queue: ResponseQueue;
  private readonly playback: Playback;
  private readonly hearing: Hearing;
  private readonly record: TalkRecord;
  private readonly transcript: Transcript;
  private readonly quiet: Quiet;
  private readonly runner: ToolRunner;
  private readonly language: AgentLanguage;
  private readonly timers = new Map<string, () => void>();
  private readonly dropped = new Set<string>();
  private provider: Socket | null = null;
  /** Counts connections to the provider: what an older one says is not heard any more. */
  private connection = 0;
  private isReady = false;
  private isOver = false;
  private callerSpeaks = false;
  private ending: Ending | { outcome: "caller_left" | "contained"; reason: string } | null = null;
  private speechStartedAt: Date | null = null;
  private stopped: { at: number; silenceMs: number } | null = null;
  private firstSent = new Map<string, number>();
  private downsampler = new Downsampler();
  private keys = "";
  private failures = 0;
  private figures = { interruptions: 0, silences: 0, reconnects: 0 };
  private usage: Record<string, number> = {};
  private readonly talk: Talk;

  constructor(talk: Talk) {
    this.talk = talk;
    const { begun, clock } = talk;
    const [language = "en"] = begun.body.languages;
    this.language = language;
    this.record = new TalkRecord(clock, talk.write);
    this.transcript = new Transcript(this.record);
    this.queue = new ResponseQueue((wanted) => this.ask(responseCreate(wanted)));
    this.hearing = new Hearing(begun.provider.audio_format);
    this.playback = new Playback(
      {
        media: (payload) => this.tell({ event: "media", media: { payload } }),
        mark: (name) => this.tell({ event: "mark", mark: { name } }),
        clear: () => this.tell({ event: "clear" }),
      },
      (item) => this.playbackBegan(item),
    );
    this.quiet = new Quiet(clock, begun.body.limits, {
      ask: () => {
        this.figures.silences += 1;
        this.record.tell(this.figures);
        this.say(phrases[this.language].stillThere);
      },
      giveUp: () => {
        this.endAfter({ outcome: "caller_left", reason: "the caller said nothing" });
        this.say(phrases[this.language].silent);
      },
    });
    this.runner = new ToolRunner({
      ...{ talk, record: this.record, language },
      turnsOfCaller: () => this.transcript.turnsOfCaller,
      filler: (words) => this.queue.want({ instructions: sayExactly(words), isAside: true }),
      answered: (outputs) => this.toolsAnswered(outputs),
    });
    this.connect(timeouts.connect);
    this.timer("limit", begun.body.limits.minutes_per_call * 60_000, () => {
      this.endAfter({ outcome: "handed_over", reason: "the longest talk was reached" });
      this.say(phrases[this.language].timeIsUp);
    });
  }

  // --- Twilio ---------------------------------------------------------------------------------

  fromTwilio(message: FromTwilio): void {
    if (this.isOver) return;
    switch (message.event) {
      case "media":
        this.playback.tick(message.media.timestamp);
        this.hearing.add(message.media.payload, message.media.timestamp);
        break;
      case "mark":
        this.playback.returned(message.mark.name);
        this.transcript.settle((item) => this.playback.heard(item));
        this.restOrEnd();
        break;
      case "dtmf":
        this.pressed(message.dtmf.digit);
        break;
      case "stop":
        this.callerLeft();
        break;
      default:
    }
  }

  /** The stream is over: the caller hung up, or the call was taken elsewhere. */
  callerLeft(): void {
    const { outcome, reason } = this.ending ?? { outcome: "caller_left", reason: "hung up" };
    const isDone = outcome === "contained" || outcome === "message";
    this.end(isDone ? outcome : "caller_left", isDone ? reason : "the caller hung up");
  }

  /** 0 is a person, always; the model is told of other keys. */
  private pressed(digit: string): void {
    this.quiet.ends();
    if (digit === "0") return this.end("handed_over", "the caller pressed 0");
    this.interrupt(this.talk.clock.now());
    this.keys += digit;
    this.timer("keys", timeouts.keys, () => {
      const text = phrases[this.language].pressed([...this.keys].join(" "));
      this.keys = "";
      this.transcript.callerPressed(text, this.now());
      this.ask(userText(text));
      this.queue.want();
    });
  }

  // --- People of the company ------------------------------------------------------------------

  /** Somebody takes the caller over: the route leads them there. */
  takeOver(): void {
    this.end("taken_over", "a colleague took the call over");
  }

  /** Somebody ends the talk, or the process stops and the caller goes on along the route. */
  finish(): void {
    this.endAfter({ outcome: "contained", reason: "a colleague ended the talk" });
    this.say(phrases[this.language].goodbye);
  }

  handOver(reason: string): void {
    this.end("handed_over", reason);
  }

  // --- The provider ---------------------------------------------------------------------------

  private connect(timeoutMs: number): void {
    const connection = ++this.connection;
    const isCurrent = () => connection === this.connection && !this.isOver;
    this.isReady = false;
    this.queue.reset();
    this.timer("connect", timeoutMs, () => this.lost("the provider does not answer"));
    const { begun, clock, tools } = this.talk;
    this.provider = this.talk.connect({
      message: (text) => {
        const event = isCurrent() ? readRealtimeEvent(text) : null;
        if (event) this.fromProvider(event);
      },
      closed: () => isCurrent() && this.lost("the connection to the provider broke"),
    });
    const { instructions } = promptOf(begun, this.language, new Date(clock.now()));
    const { provider, body: settings } = begun;
    this.ask(sessionUpdate({ provider, settings, instructions, language: this.language, tools }));
  }

  /** Once more, within two seconds; a second time the caller goes on along the route. */
  private lost(reason: string): void {
    if (this.isOver) return;
    this.hearing.close();
    this.provider?.close();
    // Somebody who was told goodbye is not called back into the talk.
    if (this.ending) return this.end(this.ending.outcome, this.ending.reason);
    if (this.figures.reconnects > 0) return this.end("failed", reason);
    this.figures.reconnects += 1;
    this.record.tell(this.figures);
    this.connect(timeouts.reconnect);
  }

  private fromProvider(event: RealtimeEvent): void {
    switch (event.type) {
      case "session.updated":
        this.configured(event.session.audio);
        break;
      case "input_audio_buffer.speech_started":
        this.speechStarted();
        break;
      case "input_audio_buffer.speech_stopped":
        this.callerSpeaks = false;
        this.stopped = {
          at: this.talk.clock.now(),
          silenceMs: Math.max(0, Math.round(this.hearing.givenMs - event.audio_end_ms)),
        };
        this.runner.forgetTime();
        this.timer("answer", timeouts.answer, () => this.lost("the provider says nothing"));
        break;
      case "input_audio_buffer.committed":
        this.transcript.callerSpoke(event.item_id, this.speechStartedAt ?? this.now());
        break;
      case "conversation.item.input_audio_transcription.completed":
        this.transcript.callerSaid(event.item_id, event.transcript);
        break;
      case "response.created":
        this.queue.began(event.response.id);
        this.quiet.pauses();
        break;
      case "response.output_audio.delta":
        this.sounds(event);
        break;
      case "response.output_audio.done":
        this.playback.finish(event.item_id);
        break;
      case "response.output_audio_transcript.delta":
        this.transcript.agentSays(event.item_id, event.delta, false, this.now());
        break;
      case "response.output_audio_transcript.done":
        this.transcript.agentSays(event.item_id, event.transcript, true, this.now());
        break;
      case "response.function_call_arguments.done":
        this.clear("answer");
        if (event.name) this.runner.run({ ...event, name: event.name });
        break;
      case "response.output_item.done": {
        const { response_id, item } = event;
        const { call_id, name, arguments: given } = item;
        if (item.type !== "function_call" || !call_id || !name) break;
        this.clear("answer");
        this.runner.run({ response_id, call_id, name, arguments: given ?? "{}" });
        break;
      }
      case "response.done":
        this.responseDone(event.response);
        break;
      case "error":
        this.problem(event.error);
        break;
      default:
    }
  }

  private configured(audio: { input?: Format; output?: Format } | null | undefined): void {
    if (this.isReady) return;
    const wanted = this.talk.begun.provider.audio_format;
    const isOther = [audio?.input, audio?.output].some(
      (side) => side?.format && side.format.type !== wanted,
    );
    if (isOther) return this.end("failed", "the provider does not speak our audio format");
    this.isReady = true;
    this.clear("connect");
    if (this.figures.reconnects > 0 && this.record.turns.size > 0) {
      this.ask(systemText(`${phrases[this.language].soFar}\n${this.transcript.soFar()}`));
      this.say(phrases[this.language].sorry);
    } else {
      const { begun, clock } = this.talk;
      const talking_at = this.now().toISOString();
      const { language, figures } = this;
      const model = begun.provider.model;
      this.record.tell({ status: "talking", talking_at, language, model, ...figures });
      this.say(promptOf(begun, language, new Date(clock.now())).greeting);
    }
    this.hearing.open((audio) => this.ask({ type: "input_audio_buffer.append", audio }));
  }

  private speechStarted(): void {
    const at = this.talk.clock.now();
    this.callerSpeaks = true;
    this.speechStartedAt = new Date(at);
    this.stopped = null;
    this.clear("answer");
    this.quiet.ends();
    // A caller who goes on speaking is not done; one who is handed over hears it to its end.
    if (this.ending?.outcome === "contained" || this.ending?.outcome === "caller_left") {
      this.ending = null;
      this.clear("goodbye");
    }
    if (!this.ending) this.interrupt(at);
  }

  /** The agent stops in mid-word; the provider is told how much of it was heard. */
  private interrupt(at: number): void {
    const { activeId } = this.queue;
    const cut = this.playback.interrupt();
    if (activeId !== null) this.dropped.add(activeId);
    if (cut.length === 0) return;
    const clearMs = this.talk.clock.now() - at;
    this.figures.interruptions += 1;
    this.record.tell(this.figures);
    for (const heard of cut) {
      this.ask(truncate(heard.item_id, heard.ms));
      this.transcript.cut(heard, clearMs);
    }
  }

  private sounds(event: { response_id: string; item_id: string; delta: string }): void {
    const { clock, begun } = this.talk;
    const at = clock.now();
    this.clear("answer");
    this.quiet.pauses();
    const bytes = Buffer.from(event.delta, "base64");
    const isPcm = begun.provider.audio_format === "audio/pcm";
    const ms = isPcm ? bytes.length / 48 : bytes.length / 8;
    const isFirst = this.transcript.agentSounds(event.item_id, ms, new Date(at));
    if (this.dropped.has(event.response_id)) return;
    const sound = isPcm ? toMulaw(this.downsampler.add(samplesOf(bytes))) : bytes;
    this.playback.add(event.item_id, sound);
    if (!isFirst) return;
    const number = this.transcript.turnOf(event.item_id);
    this.firstSent.set(event.item_id, clock.now());
    if (number === undefined || !this.stopped) return;
    this.record.changeTurn(number, {
      silence_ms: this.stopped.silenceMs,
      model_ms: at - this.stopped.at,
      bridge_ms: clock.now() - at,
      tools_ms: this.runner.tookMs,
    });
    this.stopped = null;
  }

  private playbackBegan(item: string): void {
    const sent = this.firstSent.get(item);
    const number = this.transcript.turnOf(item);
    if (sent === undefined || number === undefined) return;
    this.record.changeTurn(number, { playback_ms: this.talk.clock.now() - sent });
  }

  private responseDone(response: {
    id: string;
    status: string;
    usage?: object | null | undefined;
  }): void {
    for (const [kind, count] of Object.entries(response.usage ?? {})) {
      if (typeof count === "number") this.usage[kind] = (this.usage[kind] ?? 0) + count;
    }
    this.record.tell({ usage: this.usage });
    this.queue.ended(response.id);
    this.runner.responseDone(response.id);
    if (response.status === "failed") {
      this.failures += 1;
      if (this.failures > 1) return this.end("failed", "the provider could not answer");
      this.queue.want();
    } else if (response.status === "completed") this.failures = 0;
    this.restOrEnd();
  }

  private toolsAnswered(answered: { call_id: string; output: object; ending?: Ending }[]): void {
    if (this.isOver) return;
    for (const { call_id, output, ending } of answered) {
      this.ask(toolOutput(call_id, output));
      if (ending) this.endAfter(ending);
    }
    this.timer("answer", timeouts.answer, () => this.lost("the provider says nothing"));
    this.queue.want();
  }

  /** Errors that say nothing more than that two things met are no failures. */
  private problem({
    code,
    type,
  }: {
    code?: string | null | undefined;
    type?: string | null | undefined;
  }) {
    if (code === "conversation_already_has_active_response") {
      this.queue.refused();
      this.timer("retry", 300, () => this.queue.retry());
      return;
    }
    const fatal = ["session_expired", "rate_limit_exceeded", "insufficient_quota"];
    const refused = ["invalid_api_key", "model_not_found"];
    if (code && refused.includes(code)) return this.end("failed", `the provider refuses: ${code}`);
    if ((code && fatal.includes(code)) || type === "server_error")
      this.lost(`the provider: ${code}`);
    else if (!this.isReady) this.lost("the provider refuses the session");
  }

  // --- Saying and ending ----------------------------------------------------------------------

  private say(words: string): void {
    this.queue.want({ instructions: sayExactly(words) });
  }

  /** The talk ends once what is left to say was heard. */
  private endAfter(
    ending: Ending | { outcome: "caller_left" | "contained"; reason: string },
  ): void {
    this.ending = ending;
    this.timer("goodbye", timeouts.goodbye, () => this.end(ending.outcome, ending.reason));
  }

  /** Nobody speaks any more: the talk is over, or the caller is waited for. */
  private restOrEnd(): void {
    if (this.queue.isBusy || this.runner.isBusy || !this.playback.isIdle) return;
    if (this.ending) return this.end(this.ending.outcome, this.ending.reason);
    if (!this.callerSpeaks && this.isReady && !this.stopped) this.quiet.begins();
  }

  private end(outcome: Outcome, reason: string): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const cancel of this.timers.values()) cancel();
    this.quiet.pauses();
    this.provider?.close();
    this.transcript.settle((item) => this.playback.heard(item));
    const last = this.transcript.lastOfCaller;
    const isOwnWords = this.ending?.outcome === "handed_over";
    const summary = isOwnWords || !last ? reason : `${reason}; last words: “${last}”`;
    this.record.tell({
      ...{ status: "ended", outcome, reason: reason.slice(0, 500), ...this.figures },
      ...{ summary: summary.slice(0, 1_000), ended_at: this.now().toISOString() },
    });
    let isClosed = false;
    const close = () => {
      if (isClosed) return;
      isClosed = true;
      this.talk.twilio.close();
      this.talk.ended(outcome);
    };
    // What the route is to know is stored first, unless that takes too long.
    const cancel = this.talk.clock.after(timeouts.store, close);
    this.record.close().then(() => {
      cancel();
      close();
    });
  }

  private timer(name: string, ms: number, work: () => void): void {
    this.clear(name);
    this.timers.set(name, this.talk.clock.after(ms, work));
  }

  private clear(name: string): void {
    this.timers.get(name)?.();
    this.timers.delete(name);
  }

  private now(): Date {
    return new Date(this.talk.clock.now());
  }

  private ask(event: object): void {
    this.provider?.send(JSON.stringify(event));
  }

  private tell(message: object): void {
    this.talk.twilio.send(JSON.stringify({ ...message, streamSid: this.talk.streamSid }));
  }
}

type Format = { format?: { type: string } | null | undefined } | null | undefined;

function samplesOf(bytes: Buffer): Int16Array {
  return Int16Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) =>
    bytes.readInt16LE(index * 2),
  );
}
