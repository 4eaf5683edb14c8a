import { client } from "@/local/carrier/nouns/client";
import { conference } from "@/local/carrier/nouns/conference";
import { number } from "@/local/carrier/nouns/number";
import { queue } from "@/local/carrier/nouns/queue";
import { sip } from "@/local/carrier/nouns/sip";
import { stream } from "@/local/carrier/nouns/stream";
import type { ElementSpec } from "@/local/carrier/twiml/element";
import type { Noun } from "@/local/carrier/twiml/noun";

const all: Noun[] = [client, conference, number, queue, sip];

/** What may stand inside a Dial, by its name in TwiML. */
export const nouns: ReadonlyMap<string, Noun> = new Map(all.map((noun) => [noun.name, noun]));

const parts: ElementSpec[] = [
  { name: "Identity", attributes: [], children: [] },
  { name: "Parameter", attributes: ["name", "value"], children: [] },
  stream,
];

/** What may stand inside a noun, and the noun of Connect. */
export const nounParts: ReadonlyMap<string, ElementSpec> = new Map(
  parts.map((part) => [part.name, part]),
);
