import type { EventName } from "@/local/livekit/webhook/event";

/** What may befall a webhook on its way. */
export type HookFault = {
  /** Any where it is left out. */
  event?: EventName | undefined;
  /**
   * It never arrives; it arrives twice; it waits until it is released; the next one overtakes it; a
   * copy that somebody else has signed comes before it.
   */
  kind: "lose" | "double" | "hold" | "overtake" | "forge";
  /** How many are befallen. */
  times: number;
};

/** Which faults are still to come. */
export class HookFaults {
  #faults: HookFault[] = [];

  set(faults: HookFault[]): void {
    this.#faults = faults.map((fault) => ({ ...fault }));
  }

  /** The first that is meant for this event, once fewer. */
  take(event: string): HookFault["kind"] | null {
    const fault = this.#faults.find((one) => !one.event || one.event === event);
    if (!fault) return null;
    fault.times--;
    if (fault.times <= 0) this.#faults.splice(this.#faults.indexOf(fault), 1);
    return fault.kind;
  }
}
