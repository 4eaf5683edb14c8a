import { number } from "@/local/carrier/nouns/number";
import type { Noun } from "@/local/carrier/twiml/noun";

const all: Noun[] = [number];

/** What may stand inside a Dial, by its name in TwiML. */
export const nouns: ReadonlyMap<string, Noun> = new Map(all.map((noun) => [noun.name, noun]));
