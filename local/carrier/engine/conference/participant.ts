import { logBridged } from "@/local/carrier/engine/bridge";
import type { Call } from "@/local/carrier/engine/call";
import type { LeaveReason, Settings } from "@/local/carrier/engine/conference/settings";
import { Flow } from "@/local/carrier/engine/flow";
import { playWhileWaiting, type WaitSound } from "@/local/carrier/engine/wait";
import type { Source } from "@/local/carrier/twiml/source";
import type { Step } from "@/local/carrier/twiml/verb";

/** One leg in a conference: what it hears, and until when it stays. */
export class Participant {
  readonly call: Call;
  readonly settings: Settings;
  readonly joinedAt: number;
  updatedAt: number;
  readonly #flow: Flow;
  readonly #runFlow: Step["runFlow"];
  #hearing: Flow | null = null;
  #leave: (reason: LeaveReason) => void = () => {};

  constructor(flow: Flow, runFlow: Step["runFlow"], settings: Settings) {
    this.call = flow.call;
    this.#flow = flow;
    this.#runFlow = runFlow;
    this.settings = settings;
    this.joinedAt = this.call.account.clock.now();
    this.updatedAt = this.joinedAt;
  }

  /** Until the leg ends, is sent elsewhere, is removed, presses a star or is out of time. */
  stay(limits: { timeLimitMs: number; hangupOnStar: boolean }): Promise<LeaveReason> {
    const { signal } = this.#flow;
    return new Promise((resolve) => {
      const gone = () =>
        this.leave(this.call.isOver ? "participant_hung_up" : "participant_updated_via_api");
      const limit = this.call.account.clock.after(limits.timeLimitMs, () =>
        this.leave("participant_hung_up"),
      );
      this.#leave = (reason) => {
        limit.cancel();
        signal.removeEventListener("abort", gone);
        this.call.onDigit = null;
        this.#hearing?.stop();
        resolve(reason);
      };
      if (limits.hangupOnStar) {
        this.call.onDigit = (digit) => {
          if (digit === "*") this.leave("participant_hung_up");
        };
      }
      signal.addEventListener("abort", gone);
      if (signal.aborted) gone();
    });
  }

  leave(reason: LeaveReason): void {
    this.#leave(reason);
  }

  hearPeople(): void {
    this.#hearing?.stop();
    this.#hearing = null;
    logBridged(this.call);
  }

  /** Before the conference starts its sound is played once; on hold it is played on and on. */
  hearSound(sound: WaitSound, repeats: boolean): void {
    const flow = this.#open();
    const params = () => [];
    void playWhileWaiting(flow, sound, { repeats, params, runFlow: this.#runFlow }).then(
      (ending) => {
        // Without its sound a wait is over, and the Dial's action or next verb follows.
        if (ending !== "stopped" && this.#hearing === flow) this.leave("participant_hung_up");
      },
    );
  }

  /** Plays TwiML once to this leg alone; resolves when it is over. */
  async announce(source: Source): Promise<void> {
    await this.#runFlow(this.#open(), source);
  }

  #open(): Flow {
    this.#hearing?.stop();
    const flow = new Flow(this.call, { fallback: null, scope: "wait", within: this.#flow });
    this.#hearing = flow;
    return flow;
  }
}
