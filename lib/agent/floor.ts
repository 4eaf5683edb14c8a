import type { TalkEnd } from "@/lib/agent/ending";
import type { Listener } from "@/lib/agent/provider-events";
import type { ProviderLink } from "@/lib/agent/provider-link";
import type { Quiet } from "@/lib/agent/quiet";
import type { TalkRecord } from "@/lib/agent/record";
import type { Clock } from "@/lib/agent/socket";
import type { Speech } from "@/lib/agent/speech";
import type { Timers } from "@/lib/agent/timers";
import type { ToolRunner } from "@/lib/agent/tool-runner";
import type { Transcript } from "@/lib/agent/transcript";
import type { ResponseQueue } from "@/lib/agent/turns";

export const timeouts = {
  /** From the end of the caller's turn to the first sound of its answer. */
  answer: 10_000,
  /** Until a response is asked for again that came too early. */
  retry: 300,
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
  isRecorded: boolean;
};

/** Who speaks: the caller, the agent, or nobody, as the provider hears and says it. */
export class Floor implements Listener {
  private callerSpeaks = false;
  private speechStartedAt: Date | null = null;
  /** The notice of a recorded call is heard to its end. */
  private isNoticed: boolean;
  private failures = 0;
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
    this.isNoticed = !parts.isRecorded;
  }

  callerStarted(): void {
    const { clock, speech, timers, quiet, ending } = this.parts;
    const at = clock.now();
    this.callerSpeaks = true;
    this.speechStartedAt = new Date(at);
    speech.callerStarted();
    timers.clear("answer");
    quiet.ends();
    ending.callerSpeaks();
    if (!ending.plan && this.isNoticed) this.interrupt(at);
  }

  callerStopped(endMs: number): void {
    const { speech, link, runner } = this.parts;
    this.callerSpeaks = false;
    speech.callerStopped(Math.max(0, Math.round(link.heardMs - endMs)));
    runner.forgetTime();
    this.awaitAnswer();
  }

  callerSpoke(item: string): void {
    this.parts.transcript.callerSpoke(item, this.speechStartedAt ?? this.now());
  }

  callerSaid(item: string, text: string): void {
    this.parts.transcript.callerSaid(item, text);
  }

  responseBegan(id: string): void {
    this.parts.queue.began(id);
    this.parts.quiet.pauses();
  }

  sounds(event: Parameters<Listener["sounds"]>[0]): void {
    const { timers, quiet, speech, runner } = this.parts;
    timers.clear("answer");
    quiet.pauses();
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
    const { record, speech, queue, runner, link } = this.parts;
    record.addUsage(usage ?? {});
    speech.finishAll();
    queue.ended(id);
    runner.responseDone(id);
    if (status === "completed") this.failures = 0;
    if (status === "failed") {
      this.failures += 1;
      if (this.failures > 1) link.lost("the provider could not answer");
      else queue.want();
    }
    this.restOrEnd();
  }

  met(): void {
    const { queue, timers } = this.parts;
    queue.refused();
    timers.set("retry", timeouts.retry, () => queue.retry());
  }

  /** The caller speaks or presses a key: the agent stops. */
  interrupt(at: number): void {
    const { speech, queue, record } = this.parts;
    if (speech.interrupt(queue.activeId, at)) record.count("interruptions");
  }

  awaitAnswer(): void {
    const { timers, link } = this.parts;
    timers.set("answer", timeouts.answer, () => link.lost("the provider says nothing"));
  }

  /** Nobody speaks any more: the talk is over, or the caller is waited for. */
  restOrEnd(): void {
    const { queue, runner, speech, ending, link, quiet } = this.parts;
    if (queue.isBusy || runner.isBusy || !speech.isIdle) return;
    this.isNoticed = true;
    if (ending.plan) ending.finish();
    else if (!this.callerSpeaks && link.isReady && !speech.isAwaited) quiet.begins();
  }

  private now(): Date {
    return new Date(this.parts.clock.now());
  }
}
