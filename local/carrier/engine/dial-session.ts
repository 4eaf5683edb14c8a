import { connectSound, disconnectSound, logBridged } from "@/local/carrier/engine/bridge";
import type { Call } from "@/local/carrier/engine/call";
import { openCall } from "@/local/carrier/engine/calls";
import type { Timer } from "@/local/carrier/engine/clock";
import type { DialPlan, DialResult, DialTarget } from "@/local/carrier/engine/dial-plan";
import { Flow } from "@/local/carrier/engine/flow";
import { startRecording, stopRecording } from "@/local/carrier/engine/recording";
import { ringOut } from "@/local/carrier/engine/ring-out";
import type { CallStatus, RecordingData } from "@/local/carrier/model";
import { newSid } from "@/local/carrier/sid";
import type { Step } from "@/local/carrier/twiml/verb";

type Branch = { child: Call; hasLeft: boolean };

/** One Dial being carried out: several phones ring, the first that accepts is connected. */
export class DialSession {
  readonly #flow: Flow;
  readonly #plan: DialPlan;
  readonly #parent: Call;
  #branches: Branch[] = [];
  #waiting: DialTarget[] = [];
  #winner: Branch | null = null;
  #lastLeft: Branch | null = null;
  #recording: RecordingData | null = null;
  #timeLimit: Timer | null = null;
  readonly #runFlow: Step["runFlow"];
  #finish: (result: DialResult) => void = () => {};

  constructor(flow: Flow, plan: DialPlan, runFlow: Step["runFlow"]) {
    this.#runFlow = runFlow;
    this.#flow = flow;
    this.#plan = plan;
    this.#parent = flow.call;
  }

  /** Resolves when every dialled leg has ended, also when the parent has gone. */
  run(): Promise<DialResult> {
    const { targets, isSequential, recording } = this.#plan;
    this.#parent.ringOn();
    this.#parent.hearsRinging = true;
    return new Promise((resolve) => {
      this.#finish = resolve;
      this.#waiting = isSequential ? targets.slice(1) : [];
      if (recording?.from === "ringing") this.#record();
      // All legs exist before the first one moves, so that one cannot end the Dial alone.
      this.#branches = (isSequential ? targets.slice(0, 1) : targets).map((target) =>
        this.#open(target),
      );
      this.#flow.signal.addEventListener("abort", () => this.#parentGone(), { once: true });
      for (const [index, branch] of [...this.#branches.entries()]) {
        void this.#ring(branch, targets[index]);
      }
      if (this.#flow.signal.aborted) this.#parentGone();
    });
  }

  #open(target: DialTarget): Branch {
    const child = openCall(this.#parent.account, {
      sid: newSid("CA"),
      parentSid: this.#parent.sid,
      phoneNumberSid: null,
      direction: "outbound-dial",
      from: this.#plan.callerId,
      to: target.to,
      target: target.target,
    });
    child.parameters = target.parameters;
    child.sip = target.sip ?? null;
    const branch = { child, hasLeft: false };
    child.atEnd(() => this.#left(branch));
    // A leg that the API sends elsewhere has left this Dial without having ended.
    child.onRedirect = () => this.#left(branch);
    return branch;
  }

  async #ring(branch: Branch, target: DialTarget | undefined): Promise<void> {
    const { child } = branch;
    try {
      if (!(await ringOut(child, this.#plan.timeoutMs))) return;
      const { options } = this.#parent.account;
      if (options.recordingStarts === "answer") this.#record();
      if (target?.whisper) {
        const screening = new Flow(child, { fallback: null, scope: "whisper" });
        const screened = await this.#runFlow(screening, target.whisper);
        // A screening that hangs up is not connected; one whose document just ends is.
        if (screened === "hangup" || screened === "error") child.end("completed");
        if (screened !== "finished") return;
      }
      if (!child.isOver && !branch.hasLeft) this.#bridge(branch);
    } catch (error) {
      child.warn(11200, error instanceof Error ? error.message : String(error));
      child.end("failed", 500);
    }
  }

  #bridge(branch: Branch): void {
    if (this.#winner) {
      branch.child.end("completed");
      return;
    }
    this.#winner = branch;
    this.#endAll("canceled", branch);
    this.#parent.answer();
    this.#record();
    this.#timeLimit = this.#parent.account.clock.after(this.#plan.timeLimitMs, () =>
      branch.child.end("completed"),
    );
    if (this.#plan.hangupOnStar) {
      this.#parent.onDigit = (digit) => {
        if (digit === "*") branch.child.end("completed");
      };
    }
    logBridged(branch.child);
    this.#parent.hearsRinging = false;
    connectSound(this.#parent, branch.child);
  }

  #record(): void {
    if (this.#plan.recording)
      this.#recording ??= startRecording(this.#parent, this.#plan.recording);
  }

  #parentGone(): void {
    this.#waiting = [];
    const { isOver, account } = this.#parent;
    this.#endAll(isOver ? account.options.abandonReports : "canceled", null);
  }

  /** Legs that are up have been answered, so they are completed whatever the others are called. */
  #endAll(ringing: CallStatus, except: Branch | null): void {
    for (const branch of this.#branches) {
      if (branch === except || branch.hasLeft) continue;
      if (branch.child.data.answeredAt !== null) branch.child.end("completed");
      else branch.child.end(ringing, 487);
    }
  }

  #left(branch: Branch): void {
    if (branch.hasLeft) return;
    branch.hasLeft = true;
    disconnectSound(this.#parent, branch.child);
    this.#lastLeft = branch;
    const next = this.#winner ? undefined : this.#waiting.shift();
    if (next) {
      const opened = this.#open(next);
      this.#branches.push(opened);
      void this.#ring(opened, next);
      return;
    }
    if (this.#branches.length > 0 && this.#branches.every((other) => other.hasLeft)) this.#close();
  }

  #close(): void {
    this.#timeLimit?.cancel();
    this.#parent.hearsRinging = false;
    this.#parent.onDigit = null;
    if (this.#recording) stopRecording(this.#parent.account, this.#recording);
    const last = this.#winner ?? this.#lastLeft;
    this.#finish({
      status: this.#status(last?.child ?? null),
      child: last?.child ?? null,
      isBridged: this.#winner !== null,
      recordingSid: this.#recording?.sid ?? null,
    });
  }

  #status(child: Call | null): CallStatus {
    if (this.#winner) return "completed";
    if (!child?.isOver) return "failed";
    const { options } = child.account;
    return child.data.status === "completed" ? options.whisperHangupReports : child.data.status;
  }
}
