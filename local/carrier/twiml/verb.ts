import type { Element } from "@xmldom/xmldom";
import type { z } from "zod";
import type { Flow, Scope } from "@/local/carrier/engine/flow";
import { type ElementSpec, rawAttributes } from "@/local/carrier/twiml/element";
import type { Document, Next, Source } from "@/local/carrier/twiml/source";

/** "error" where a document could not be had, "left" where it said Leave. */
export type FlowEnd = "finished" | "hangup" | "error" | "stopped" | "left";

/** One verb being carried out, and what it may ask of the interpreter. */
export type Step = {
  flow: Flow;
  element: Element;
  document: Document;
  /** Ends the verb early: the flow's own, or that of the verb around it. */
  signal: AbortSignal;
  /** Carries out a verb inside this one. */
  perform(element: Element, signal: AbortSignal): Promise<Next>;
  /** Runs other TwiML, on this leg or another. */
  runFlow(flow: Flow, source: Source): Promise<FlowEnd>;
};

export type Verb = ElementSpec & {
  /** Where it may stand; refused with this warning's code elsewhere. */
  scopes: readonly Scope[];
  refusal: number;
  answers(element: Element, isFirst: boolean): boolean;
  perform(step: Step): Promise<Next>;
};

/**
 * A verb of TwiML: its attributes by a schema, the elements it may hold, and what it does. It picks
 * up an inbound call that still rings, unless `answers` says otherwise.
 */
export function defineVerb<S extends z.ZodObject>(spec: {
  name: string;
  attributes: S;
  /** Attributes that exist and make no difference here. */
  ignored?: readonly string[];
  children?: readonly string[] | "any";
  scopes?: readonly Scope[];
  refusal?: number;
  answers?: (attributes: z.infer<S>, isFirst: boolean) => boolean;
  run(step: Step, attributes: z.infer<S>): Promise<Next>;
}): Verb {
  const read = (element: Element) => spec.attributes.parse(rawAttributes(element));
  return {
    name: spec.name,
    attributes: [...Object.keys(spec.attributes.shape), ...(spec.ignored ?? [])],
    children: spec.children ?? [],
    scopes: spec.scopes ?? ["main", "whisper", "wait"],
    refusal: spec.refusal ?? 12200,
    answers: (element, isFirst) => spec.answers?.(read(element), isFirst) ?? true,
    perform: (step) => spec.run(step, read(step.element)),
  };
}
