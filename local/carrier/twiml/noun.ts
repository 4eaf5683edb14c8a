import type { Element } from "@xmldom/xmldom";
import type { z } from "zod";
import type { Call } from "@/local/carrier/engine/call";
import type { DialResult, DialTarget } from "@/local/carrier/engine/dial-plan";
import type { Flow } from "@/local/carrier/engine/flow";
import { type ElementSpec, rawAttributes } from "@/local/carrier/twiml/element";
import type { Document } from "@/local/carrier/twiml/source";
import type { Step } from "@/local/carrier/twiml/verb";

/** What a Dial around a noun says, and what the noun may ask of the interpreter. */
export type Visit = {
  flow: Flow;
  timeoutMs: number;
  timeLimitMs: number;
  hangupOnStar: boolean;
  runFlow: Step["runFlow"];
};

/** A phone is rung beside others; a space (a queue, a conference) is entered by the leg itself. */
export type NounReading =
  | { kind: "phone"; target: DialTarget }
  | { kind: "space"; enter(visit: Visit): Promise<DialResult> };

export type Noun = ElementSpec & {
  read(element: Element, call: Call, document: Document): NounReading;
};

/** A noun inside Dial: its attributes by a schema, and whom or what it connects to. */
export function defineNoun<S extends z.ZodObject>(spec: {
  name: string;
  attributes: S;
  /** Attributes that exist and make no difference here. */
  ignored?: readonly string[];
  children?: readonly string[];
  read(
    noun: { element: Element; call: Call; document: Document },
    attributes: z.infer<S>,
  ): NounReading;
}): Noun {
  return {
    name: spec.name,
    attributes: [...Object.keys(spec.attributes.shape), ...(spec.ignored ?? [])],
    children: spec.children ?? [],
    read: (element, call, document) =>
      spec.read({ element, call, document }, spec.attributes.parse(rawAttributes(element))),
  };
}
