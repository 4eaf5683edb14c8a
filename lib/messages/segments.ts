import { gsmPlaces } from "@/lib/messages/gsm7";

export type Counted = {
  encoding: "GSM-7" | "UCS-2";
  /** As many messages as are billed; 0 for no text. */
  segments: number;
  /** Places used, and those of all segments. */
  used: number;
  room: number;
  /** The first characters that GSM-7 does not have, each once, at most five. */
  forcing: string[];
};

/** Places of a message that is alone, and of each of several, which have a header. */
const sizes = { "GSM-7": { alone: 160, each: 153 }, "UCS-2": { alone: 70, each: 67 } };

/**
 * How a text is sent: in GSM-7 if it has all of its characters, else in UCS-2, where one outside
 * the BMP takes two places. A character is never split between two segments.
 * https://www.twilio.com/docs/glossary/what-sms-character-limit
 */
export function countSegments(text: string): Counted {
  const characters = [...text];
  const forcing = [...new Set(characters.filter((each) => gsmPlaces(each) === undefined))];
  const encoding = forcing.length > 0 ? "UCS-2" : "GSM-7";
  const placesOf = (each: string) => (encoding === "GSM-7" ? (gsmPlaces(each) ?? 1) : each.length);
  const used = characters.reduce((sum, each) => sum + placesOf(each), 0);
  const { alone, each } = sizes[encoding];
  const counted = { encoding, used, forcing: forcing.slice(0, 5) } as const;
  if (used <= alone) return { ...counted, segments: used === 0 ? 0 : 1, room: alone };
  let [segments, filled] = [1, 0];
  for (const character of characters) {
    const places = placesOf(character);
    if (filled + places > each) {
      segments += 1;
      filled = 0;
    }
    filled += places;
  }
  return { ...counted, segments, room: segments * each };
}
