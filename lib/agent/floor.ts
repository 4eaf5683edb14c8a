import type { TalkEnd } from "@/lib/agent/ending";
import type { Listener } from "@/lib/agent/provider-events";
import type { ProviderLink } from "@/lib/agent/provider-link";
import type { Quiet } from "@/lib/agent/quiet";
import type { Rating } from "@/lib/agent/rating";
import type { TalkRecord } from "@/lib/agent/record";
import type { Clock } from "@/lib/agent/socket";
import type { Speech } from "@/lib/agent/speech";
import type { Timers } from "@/lib/agent/timers";
import type { ToolRunner } from "@/lib/agent/tool-runner";
import type { Transcript } from "@/lib/agent/transcript";
import type { ResponseQueue } from "@/lib/agent/turns";

export const timeouts = {
  /** Until the first sound of what was asked for, and from one to the next. */
  answer: 10_000,
  /** Until a response is asked for again that came too early. */
  retry: 300,
  /** Speech without an end is no speech: noise, music, another call. */
  noise: 45_000,
};

type Parts = {
  clock: Clock;
  timers: Timers;
  link: ProviderLink;
  queue: ResponseQueue;
  speech: Speech;
  transcript: Transcript;
  record: TalkRecord;
  runner: ToolRunner;
  quiet: Quiet;
  ending: TalkEnd;
  rating: Rating;
  /** The provider may answer from now on. `isGreeted`: all of the first words were heard. */
  opens(isGreeted: boolean): void;
  /** The caller cannot be heard for noise. */
  tooNoisy(): void;
};

/** Who speaks: the caller, the agent, or nobody, as the provider hears and says it. */
export class Floor implements Listener {
  callerSpeaks = false;
  /** The first words were heard to their end: that it is a machine, and that it records. */
  isOpen = false;
  /** The caller has spoken into them. */
  private isUnanswered = false;
  /** The response of the newest sound. */
  private sounding: string | null = null;
  /** The first words were said to their end. */
  private isGreeted = false;
  private speechStartedAt: Date | null = null;
  private failures = 0;
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  callerStarted(): void {
    const { clock, speech, timers, quiet, queue, ending, rating, tooNoisy } = this.parts;
    const at = clock.now();
    this.callerSpeaks = true;
    this.speechStartedAt = new Date(at);
    speech.callerStarted();
    quiet.ends();
    timers.set("noise", timeouts.noise, () => {
      if (!ending.plan) tooNoisy();
    });
    ending.callerSpeaks();
    rating.forget();
    if (!this.isOpen) return;
    timers.clear("answer");
    if (ending.plan) return;
    queue.forget();
    this.interrupt(at);
  }

  callerStopped(endMs: number): void {
    const { speech, link, runner, timers } = this.parts;
    this.callerSpeaks = false;
    timers.clear("noise");
    speech.callerStopped(Math.max(0, Math.round(link.heardMs - endMs)));
    runner.forgetTime();
    if (this.isOpen) this.awaitAnswer();
    else this.isUnanswered = true;
  }

  callerSpoke(item: string): void {
    this.parts.transcript.callerSpoke(item, this.speechStartedAt ?? this.now());
  }

  callerSaid(item: string, text: string, usage: object): void {
    this.parts.record.addTranscription(usage);
    this.parts.transcript.callerSaid(item, text);
  }

  responseBegan(id: string): void {
    this.parts.queue.began(id);
    this.parts.quiet.pauses();
  }

  sounds(event: Parameters<Listener["sounds"]>[0]): void {
    const { quiet, speech, runner } = this.parts;
    this.awaitAnswer();
    quiet.pauses();
    this.sounding = event.response_id;
    speech.sounds(event, runner.tookMs);
  }

  soundEnded(item: string): void {
    this.parts.speech.finish(item);
  }

  says(item: string, text: string, isAll: boolean): void {
    this.parts.transcript.agentSays(item, text, isAll, this.now());
  }

  calls(tool: Parameters<Listener["calls"]>[0]): void {
    this.parts.timers.clear("answer");
    this.parts.runner.run(tool);
  }

  responseEnded({ id, status, usage }: Parameters<Listener["responseEnded"]>[0]): void {
    const { record, speech, queue, runner, timers, ending } = this.parts;
    record.addUsage(usage ?? {});
    speech.finishAll();
    // An answer without a sound is none.
    if (!speech.isAwaited) timers.clear("answer");
    // First words without a sound are none: they are asked for again.
    const isMute = !this.isOpen && !ending.plan && this.sounding !== id;
    const isFailed = status === "failed" || isMute;
    if (!this.isOpen) this.isGreeted = status === "completed" && !isMute;
    if (isFailed) queue.failed(id);
    else queue.ended(id);
    runner.responseDone(id);
    if (status === "completed" && !isMute) this.failures = 0;
    if (isFailed) this.fails();
    this.restOrEnd();
  }

  /** A second time in a row it is not asked again. */
  private fails(): void {
    this.failures += 1;
    if (this.failures > 1) this.parts.link.lost("the provider could not answer");
  }

  alreadyAnswering(): void {
    const { queue, timers } = this.parts;
    queue.refused();
    timers.set("retry", timeouts.retry, () => queue.retry());
  }

  refused(): void {
    this.alreadyAnswering();
    this.fails();
  }

  /** The agent stops for a key as it does for a word. */
  keyPressed(): void {
    if (this.isOpen) this.interrupt(this.parts.clock.now());
  }

  /** The connection was lost, and with it all that was going on there. */
  reset(): void {
    const { timers, queue } = this.parts;
    for (const timer of ["answer", "retry", "noise"]) timers.clear(timer);
    this.callerSpeaks = false;
    this.failures = 0;
    this.isGreeted = false;
    queue.reset();
  }

  private interrupt(at: number): void {
    const { speech, queue, record } = this.parts;
    if (speech.interrupt(queue.activeId, at)) record.count("interruptions");
  }

  awaitAnswer(): void {
    const { timers, link } = this.parts;
    timers.set("answer", timeouts.answer, () => link.lost("the provider says nothing"));
  }

  /** Nobody speaks any more: the talk is over, or the caller is waited for. */
  restOrEnd(): void {
    const { queue, runner, speech, ending, rating, link, quiet } = this.parts;
    if (queue.isBusy || runner.isBusy || !speech.isIdle) return;
    if (!this.isOpen && link.isReady && !ending.plan) this.open();
    if (ending.plan) {
      if (!rating.holds(ending.plan)) ending.finish();
    } else if (!this.callerSpeaks && link.isReady && !speech.isAwaited) quiet.begins();
  }

  private open(): void {
    this.isOpen = true;
    this.parts.opens(this.isGreeted);
    if (this.isUnanswered && !this.callerSpeaks) this.parts.queue.want();
  }

  private now(): Date {
    return new Date(this.parts.clock.now());
  }
}
