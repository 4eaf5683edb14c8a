import type { Element } from "@xmldom/xmldom";
import type { Call } from "@/local/carrier/engine/call";
import { Stopped } from "@/local/carrier/engine/clock";
import { loadDocument } from "@/local/carrier/engine/document";
import { Flow } from "@/local/carrier/engine/flow";
import type { Fallback } from "@/local/carrier/model";
import { nounParts, nouns } from "@/local/carrier/nouns/registry";
import { unknownParts } from "@/local/carrier/twiml/element";
import type { Document, Next, Source } from "@/local/carrier/twiml/source";
import type { FlowEnd } from "@/local/carrier/twiml/verb";
import { verbs } from "@/local/carrier/verbs/registry";

const DOCUMENTS_AT_ONE_MOMENT = 50;

const findElement = (name: string) => verbs.get(name) ?? nouns.get(name) ?? nounParts.get(name);

/** Runs TwiML until there is no more: "finished" at a document's end, "hangup" where it says so. */
export async function runFlow(flow: Flow, first: Source): Promise<FlowEnd> {
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
      if (!document) return "error";
      const next = await executeDocument(flow, document);
      if (!next) return "finished";
      if (next.kind === "hangup") return "hangup";
      if (next.kind === "leave") return "left";
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

/** Carries out a document's verbs in order, until one of them leads elsewhere. */
async function executeDocument(flow: Flow, document: Document): Promise<Next> {
  for (const [index, element] of document.verbs.entries()) {
    flow.throwIfStopped();
    const verb = verbs.get(element.tagName);
    if (verb?.answers(element, index === 0) ?? true) flow.call.answer();
    for (const message of unknownParts(element, findElement)) flow.call.warn(12200, message);
    const next = await perform(flow, document, element, flow.signal);
    if (next) return next;
  }
  return undefined;
}

/** One verb; an unknown one, or one that may not stand here, is passed over. */
async function perform(
  flow: Flow,
  document: Document,
  element: Element,
  signal: AbortSignal,
): Promise<Next> {
  const verb = verbs.get(element.tagName);
  if (!verb) return undefined;
  if (!verb.scopes.includes(flow.scope)) {
    flow.call.warn(verb.refusal, `${verb.name} is not allowed here`);
    return undefined;
  }
  return await verb.perform({
    flow,
    element,
    document,
    signal,
    perform: (inner, until) => perform(flow, document, inner, until),
    runFlow,
  });
}

/** Runs a leg's own TwiML; the leg ends where the TwiML ends. */
export async function runMain(call: Call, source: Source, fallback: Fallback): Promise<void> {
  try {
    const flow = new Flow(call, { fallback, scope: "main" });
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
