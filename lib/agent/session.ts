import {
  responseCreate,
  sayExactly,
  sessionUpdate,
  systemText,
  toolOutput,
  userText,
} from "@/lib/agent/asking";
import type { AgentLanguage } from "@/lib/agent/languages";
import type { Begun, Outcome, Provider, Written } from "@/lib/agent/machine";
import type { FromTwilio } from "@/lib/agent/media-stream";
import { phrases } from "@/lib/agent/prompt/phrases";
import { promptOf } from "@/lib/agent/prompt/prompt";
import { type Connect, ProviderLink } from "@/lib/agent/provider-link";
import { Quiet } from "@/lib/agent/quiet";
import { TalkRecord } from "@/lib/agent/record";
import type { Clock, Socket } from "@/lib/agent/socket";
import { Speech } from "@/lib/agent/speech";
import { Timers } from "@/lib/agent/timers";
import { type Answer, ToolRunner } from "@/lib/agent/tool-runner";
import type { AnyTool } from "@/lib/agent/tools/tool";
import { Transcript } from "@/lib/agent/transcript";
import { ResponseQueue } from "@/lib/agent/turns";
import type { RealtimeEvent } from "@/lib/speech/realtime-events";

/** What a talk is made of. */
export type Talk = {
  tenantId: string;
  callId: string;
  streamSid: string;
  begun: Begun & { provider: Provider };
  tools: readonly AnyTool[];
  twilio: Socket;
  connect: Connect;
  clock: Clock;
  write(written: Written): Promise<void>;
  ended(outcome: Outcome): void;
};

export const timeouts = {
  /** From the end of the caller's turn to the first sound of its answer. */
  answer: 10_000,
  /** A goodbye that does not end. */
  goodbye: 15_000,
  /** For what was said to be stored before the caller goes on. */
  store: 1_500,
  /** Keys pressed one after the other are told together. */
  keys: 1_500,
  /** Until a response is asked for again that came too early. */
  retry: 300,
};

type End = { outcome: Outcome; reason: string };

/** One talk of a voice agent with a caller: a stream of Twilio's and a session of the provider's. */
export class AgentSession {
  private readonly queue: ResponseQueue;
  private readonly link: ProviderLink;
  private readonly record: TalkRecord;
  private readonly transcript: Transcript;
  private readonly speech: Speech;
  private readonly quiet: Quiet;
  private readonly runner: ToolRunner;
  private readonly timers: Timers;
  private readonly language: AgentLanguage;
  private readonly talk: Talk;
  private isOver = false;
  private callerSpeaks = false;
  /** The notice of a recorded call is heard to its end. */
  private isNoticed = false;
  private speechStartedAt: Date | null = null;
  /** How the talk ends once what is left to say was heard. */
  private ending: End | null = null;
  private keys = "";
  private failures = 0;
  private figures = { interruptions: 0, silences: 0, reconnects: 0 };
  private usage: Record<string, number> = {};

  constructor(talk: Talk) {
    const { begun, clock } = talk;
    const { provider, body: settings } = begun;
    const [language = "en"] = settings.languages;
    this.talk = talk;
    this.language = language;
    this.timers = new Timers(clock);
    this.record = new TalkRecord(clock, talk.write);
    this.transcript = new Transcript(this.record);
    const ask = (event: object) => this.link.ask(event);
    this.queue = new ResponseQueue((wanted) => ask(responseCreate(wanted)));
    this.speech = new Speech({
      ...{ format: provider.audio_format, clock, ask },
      ...{ record: this.record, transcript: this.transcript },
      tell: (message) =>
        talk.twilio.send(JSON.stringify({ ...message, streamSid: talk.streamSid })),
    });
    this.quiet = new Quiet(clock, settings.limits, {
      ask: () => {
        this.count("silences");
        this.say(phrases[language].stillThere);
      },
      giveUp: () => {
        this.sayAndEnd(phrases[language].silent, {
          outcome: "caller_left",
          reason: "the caller said nothing",
        });
      },
    });
    this.runner = new ToolRunner({
      ...{ talk, record: this.record, language },
      turnsOfCaller: () => this.transcript.turnsOfCaller,
      filler: (words) => this.queue.want({ instructions: sayExactly(words), isAside: true }),
      answered: (answers) => this.toolsAnswered(answers),
    });
    this.link = new ProviderLink({
      ...{ connect: talk.connect, clock, format: provider.audio_format },
      configuration: () => {
        const { instructions } = promptOf(begun, language, this.now());
        return sessionUpdate({ provider, settings, instructions, language, tools: talk.tools });
      },
      ready: (isAgain) => this.ready(isAgain),
      event: (event) => this.fromProvider(event),
      reconnecting: () => {
        this.queue.reset();
        this.count("reconnects");
        // Somebody who was told goodbye is not called back into the talk.
        if (this.ending) this.end(this.ending);
      },
      failed: (reason) => this.end(this.ending ?? { outcome: "failed", reason }),
    });
    this.timers.set("limit", settings.limits.minutes_per_call * 60_000, () => {
      this.sayAndEnd(phrases[language].timeIsUp, {
        outcome: "handed_over",
        reason: "the longest talk was reached",
      });
    });
    this.link.start();
  }

  /** What comes from the caller. */
  fromTwilio(message: FromTwilio): void {
    if (this.isOver) return;
    switch (message.event) {
      case "media":
        this.speech.tick(message.media.timestamp);
        this.link.hear(message.media.payload, message.media.timestamp);
        break;
      case "mark":
        this.speech.markReturned(message.mark.name);
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
    const isDone = this.ending?.outcome === "contained";
    const left: End = { outcome: "caller_left", reason: "the caller hung up" };
    this.end(isDone && this.ending ? this.ending : left);
  }

  /** Somebody of the company takes the caller over. */
  takeOver(): void {
    this.end({ outcome: "taken_over", reason: "a colleague took the call over" });
  }

  /** Somebody of the company ends the talk. */
  finish(): void {
    this.speech.interrupt(this.queue.activeId, this.talk.clock.now());
    const end: End = { outcome: "contained", reason: "a colleague ended the talk" };
    this.sayAndEnd(phrases[this.language].goodbye, end);
  }

  /** The caller goes on along the route. */
  handOver(reason: string): void {
    this.end({ outcome: "handed_over", reason });
  }

  /** 0 is a person, always; the model is told of other keys. */
  private pressed(digit: string): void {
    this.quiet.ends();
    if (digit === "0") {
      this.handOver("the caller pressed 0");
      return;
    }
    if (this.speech.interrupt(this.queue.activeId, this.talk.clock.now())) {
      this.count("interruptions");
    }
    this.keys += digit;
    this.timers.set("keys", timeouts.keys, () => {
      const text = phrases[this.language].pressed([...this.keys].join(" "));
      this.keys = "";
      this.transcript.callerPressed(text, this.now());
      this.link.ask(userText(text));
      this.queue.want();
    });
  }

  private ready(isAgain: boolean): void {
    const { begun } = this.talk;
    const { language } = this;
    if (isAgain && this.record.turns.size > 0) {
      this.link.ask(systemText(`${phrases[language].soFar}\n${this.transcript.soFar()}`));
      this.say(phrases[language].sorry);
      return;
    }
    const talking_at = this.now().toISOString();
    this.record.tell({ status: "talking", talking_at, language, model: begun.provider.model });
    this.say(promptOf(begun, language, this.now()).greeting);
  }

  private fromProvider(event: RealtimeEvent): void {
    switch (event.type) {
      case "input_audio_buffer.speech_started":
        this.callerStarted();
        break;
      case "input_audio_buffer.speech_stopped":
        this.callerSpeaks = false;
        this.speech.callerStopped(Math.max(0, Math.round(this.link.heardMs - event.audio_end_ms)));
        this.runner.forgetTime();
        this.awaitAnswer();
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
        this.timers.clear("answer");
        this.quiet.pauses();
        this.speech.sounds(event, this.runner.tookMs);
        break;
      case "response.output_audio.done":
        this.speech.finish(event.item_id);
        break;
      case "response.output_audio_transcript.delta":
        this.transcript.agentSays(event.item_id, event.delta, false, this.now());
        break;
      case "response.output_audio_transcript.done":
        this.transcript.agentSays(event.item_id, event.transcript, true, this.now());
        break;
      case "response.function_call_arguments.done":
        if (event.name) this.runTool(event.response_id, event.call_id, event.name, event.arguments);
        break;
      case "response.output_item.done": {
        const { type, call_id, name, arguments: given } = event.item;
        if (type !== "function_call" || !call_id || !name) break;
        this.runTool(event.response_id, call_id, name, given ?? "{}");
        break;
      }
      case "response.done":
        this.responseDone(event.response);
        break;
      case "error":
        if (event.error.code !== "conversation_already_has_active_response") break;
        this.queue.refused();
        this.timers.set("retry", timeouts.retry, () => this.queue.retry());
        break;
      default:
    }
  }

  private callerStarted(): void {
    const at = this.talk.clock.now();
    this.callerSpeaks = true;
    this.speechStartedAt = new Date(at);
    this.speech.callerStarted();
    this.timers.clear("answer");
    this.quiet.ends();
    // A caller who goes on speaking is not done; one who is handed over hears it to its end.
    if (this.ending?.outcome === "contained" || this.ending?.outcome === "caller_left") {
      this.ending = null;
      this.timers.clear("goodbye");
    }
    if (this.ending || (this.talk.begun.is_recorded && !this.isNoticed)) return;
    if (this.speech.interrupt(this.queue.activeId, at)) this.count("interruptions");
  }

  private runTool(response_id: string, call_id: string, name: string, given: string): void {
    this.timers.clear("answer");
    this.runner.run({ response_id, call_id, name, arguments: given });
  }

  private toolsAnswered(answers: Answer[]): void {
    if (this.isOver) return;
    for (const { call_id, output, ending } of answers) {
      this.link.ask(toolOutput(call_id, output));
      if (ending) this.endAfter(ending);
    }
    this.awaitAnswer();
    this.queue.want();
  }

  private responseDone(response: Extract<RealtimeEvent, { type: "response.done" }>["response"]) {
    for (const [kind, count] of Object.entries(response.usage ?? {})) {
      if (typeof count === "number") this.usage[kind] = (this.usage[kind] ?? 0) + count;
    }
    this.record.tell({ usage: this.usage });
    this.queue.ended(response.id);
    this.runner.responseDone(response.id);
    if (response.status === "completed") this.failures = 0;
    if (response.status === "failed") {
      this.failures += 1;
      if (this.failures > 1) this.link.lost("the provider could not answer");
      else this.queue.want();
    }
    this.restOrEnd();
  }

  private awaitAnswer(): void {
    this.timers.set("answer", timeouts.answer, () => this.link.lost("the provider says nothing"));
  }

  private say(words: string): void {
    this.queue.want({ instructions: sayExactly(words) });
  }

  private sayAndEnd(words: string, end: End): void {
    this.endAfter(end);
    this.say(words);
  }

  private endAfter(end: End): void {
    this.ending = end;
    this.timers.set("goodbye", timeouts.goodbye, () => this.end(end));
  }

  /** Nobody speaks any more: the talk is over, or the caller is waited for. */
  private restOrEnd(): void {
    if (this.queue.isBusy || this.runner.isBusy || !this.speech.isIdle) return;
    this.isNoticed = true;
    if (this.ending) this.end(this.ending);
    else if (!this.callerSpeaks && this.link.isReady && !this.speech.isAwaited) this.quiet.begins();
  }

  private count(what: keyof AgentSession["figures"]): void {
    this.figures[what] += 1;
    this.record.tell({ ...this.figures });
  }

  private end({ outcome, reason }: End): void {
    if (this.isOver) return;
    this.isOver = true;
    this.timers.clearAll();
    this.quiet.pauses();
    this.link.close();
    this.speech.settle();
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

  private now(): Date {
    return new Date(this.talk.clock.now());
  }
}
