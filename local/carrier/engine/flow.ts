import type { Call } from "@/local/carrier/engine/call";
import { Stopped, sleep } from "@/local/carrier/engine/clock";
import { loadDocument, type Source } from "@/local/carrier/engine/document";
import { executeDocument } from "@/local/carrier/engine/verbs";
import type { Method } from "@/local/carrier/model";

export type Fallback = { url: string; method: Method } | null;

/** What follows a verb; nothing means the next verb of the same document. */
export type Next =
  | { kind: "go"; source: Source }
  | { kind: "hangup" }
  | { kind: "reject"; status: "busy" | "no-answer" }
  | undefined;

const DOCUMENTS_AT_ONE_MOMENT = 50;

/** One run of TwiML on a leg, until its documents end, the leg ends, or the API redirects it. */
export class Flow {
  readonly call: Call;
  readonly fallback: Fallback;
  readonly isWhisper: boolean;
  readonly #stop = new AbortController();
  readonly signal: AbortSignal;

  constructor(call: Call, options: { fallback: Fallback; isWhisper: boolean }) {
    this.call = call;
    this.fallback = options.fallback;
    this.isWhisper = options.isWhisper;
    this.signal = AbortSignal.any([this.#stop.signal, call.endSignal]);
    call.flow = this;
  }

  stop(): void {
    this.#stop.abort();
  }

  sleep(ms: number): Promise<void> {
    return sleep(this.call.account.clock, ms, this.signal);
  }

  throwIfStopped(): void {
    if (this.signal.aborted) throw new Stopped();
  }
}

/** Runs TwiML until there is no more: "finished" at a document's end, "hangup" where it says so. */
export async function runFlow(
  flow: Flow,
  first: Source,
): Promise<"finished" | "hangup" | "stopped"> {
  const { clock } = flow.call.account;
  let source = first;
  let moment = clock.now();
  let documents = 0;
  try {
    for (;;) {
      if (clock.now() !== moment) {
        moment = clock.now();
        documents = 0;
      }
      // A document that redirects to itself would otherwise keep a virtual clock standing forever.
      if (++documents > DOCUMENTS_AT_ONE_MOMENT) {
        flow.call.warn(11215, "Too many documents without any time passing");
        return "hangup";
      }
      const document = await loadDocument(flow, source);
      if (!document) return "hangup";
      const next = await executeDocument(flow, document);
      if (!next) return "finished";
      if (next.kind === "hangup") return "hangup";
      if (next.kind === "reject") {
        flow.call.end(next.status, next.status === "busy" ? 486 : 603);
        return "stopped";
      }
      source = next.source;
    }
  } catch (error) {
    if (error instanceof Stopped) return "stopped";
    throw error;
  }
}

/** Runs a leg's own TwiML; the leg ends where the TwiML ends. */
export async function runMain(call: Call, source: Source, fallback: Fallback): Promise<void> {
  try {
    const flow = new Flow(call, { fallback, isWhisper: false });
    if ((await runFlow(flow, source)) !== "stopped") call.end("completed");
  } catch (error) {
    call.warn(11200, error instanceof Error ? error.message : String(error));
    call.end("failed", 500);
  }
}

/** Sends a live leg to other TwiML, as an update by the API does. */
export function redirectCall(call: Call, source: Source): void {
  const fallback = call.flow?.fallback ?? null;
  call.onRedirect?.();
  call.flow?.stop();
  void runMain(call, source, fallback);
}
