import type { Element } from "@xmldom/xmldom";
import {
  attribute,
  booleanAttribute,
  methodAttribute,
  resolveUrl,
  warnOfUnknown,
} from "@/local/carrier/engine/attributes";
import { dial } from "@/local/carrier/engine/dial";
import type { Document } from "@/local/carrier/engine/document";
import type { Flow, Next } from "@/local/carrier/engine/flow";
import { gather } from "@/local/carrier/engine/gather";
import { playPrompt } from "@/local/carrier/engine/prompt";

/** Carries out a document's verbs in order, until one of them leads elsewhere. */
export async function executeDocument(flow: Flow, document: Document): Promise<Next> {
  for (const [index, verb] of document.verbs.entries()) {
    flow.throwIfStopped();
    if (!leavesRinging(verb, index === 0)) flow.call.answer();
    const next = await executeVerb(flow, verb, document);
    if (next) return next;
  }
  return undefined;
}

/** These verbs do not pick up an inbound call (https://www.twilio.com/docs/voice/twiml). */
function leavesRinging(verb: Element, isFirst: boolean): boolean {
  if (verb.tagName === "Reject" || verb.tagName === "Redirect") return true;
  if (!isFirst) return false;
  if (verb.tagName === "Pause") return true;
  return verb.tagName === "Dial" && booleanAttribute(verb, "answerOnBridge");
}

async function executeVerb(flow: Flow, verb: Element, document: Document): Promise<Next> {
  warnOfUnknown(flow.call, verb);
  switch (verb.tagName) {
    case "Say":
    case "Play":
    case "Pause":
      await playPrompt(flow.call, verb, document, flow.signal);
      return undefined;
    case "Gather":
      return await gather(flow, verb, document);
    case "Dial":
      if (!flow.isWhisper) return await dial(flow, verb, document);
      flow.call.warn(13201, "Dial is not allowed while a dialled party is being screened");
      return undefined;
    case "Redirect":
      return {
        kind: "go",
        source: {
          url: resolveUrl((verb.textContent ?? "").trim(), document.url),
          method: methodAttribute(verb),
          params: [],
        },
      };
    case "Reject":
      return {
        kind: "reject",
        status: attribute(verb, "reason") === "busy" ? "busy" : "no-answer",
      };
    case "Hangup":
      return { kind: "hangup" };
    default:
      // An unknown verb is passed over.
      return undefined;
  }
}
