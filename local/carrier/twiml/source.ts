import type { Element } from "@xmldom/xmldom";
import type { Method } from "@/local/carrier/model";
import type { Params } from "@/local/carrier/webhook/attempt";

/** Where TwiML comes from: a request to make, or text with the URL its relative ones build on. */
export type Source =
  | { url: string; method: Method; params: Params; isFallback?: boolean }
  | { twiml: string; url: string };

export type Document = { verbs: Element[]; url: string; method: Method };

/** What follows a verb; nothing means the next verb of the same document. */
export type Next =
  | { kind: "go"; source: Source }
  | { kind: "hangup" }
  | { kind: "leave" }
  | { kind: "reject"; status: "busy" | "no-answer" }
  | undefined;
