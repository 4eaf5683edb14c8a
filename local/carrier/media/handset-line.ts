import type { Call, FarEnd } from "@/local/carrier/engine/call";
import { perAccount } from "@/local/carrier/engine/per-account";
import type { LegSound, OpenSound } from "@/local/carrier/signalling/sound";

/** The lines of handsets that somebody listens at, by the SID of the leg. */
export const linesOf = perAccount(() => new Map<string, HandsetLine>());

/**
 * A handset's leg at which somebody listens by WebRTC, as the handset page does. It is heard as
 * soon as they send sound; the handset rings, is picked up and hangs up as any other.
 */
export class HandsetLine implements FarEnd {
  readonly #call: Call;
  readonly #handset: FarEnd;
  readonly #sound: LegSound;

  private constructor(call: Call, handset: FarEnd, openSound: OpenSound) {
    this.#call = call;
    this.#handset = handset;
    this.#sound = openSound(call);
    call.phone = this;
    linesOf(call.account).set(call.sid, this);
    call.endSignal.addEventListener("abort", () => this.#over(), { once: true });
  }

  /** Null where the leg is over, or no handset's. */
  static of(call: Call, openSound: OpenSound): HandsetLine | null {
    const existing = linesOf(call.account).get(call.sid);
    if (existing) return existing;
    if (call.isOver || !call.phone || call.phone.hear) return null;
    return new HandsetLine(call, call.phone, openSound);
  }

  /** Our answer to a listener's offer; the one before hears no more. */
  answer(sdp: string): Promise<string> {
    return this.#sound.answer(sdp);
  }

  get speaks(): boolean {
    return this.#sound.heard().packets > 0;
  }

  hear(frame: Uint8Array): void {
    this.#sound.play(frame);
  }

  hearAmong(speaker: Call, frame: Uint8Array): void {
    this.#sound.mix(speaker, frame);
  }

  heard(): { level: number; packets: number } {
    return this.#sound.heard();
  }

  close(): void {
    this.#sound.close();
  }

  release(call: Call): void {
    this.#handset.release(call);
  }

  gathering(): void {
    this.#handset.gathering();
  }

  #over(): void {
    this.close();
    linesOf(this.#call.account).delete(this.#call.sid);
  }
}
