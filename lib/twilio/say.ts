import { isVisible, xmlText } from "@/lib/core/text";

/**
 * Adds a `<Say>` with the sentence, as XML can hold it; none when there is nothing to say, which
 * Twilio
 * takes for a mistake: https://www.twilio.com/docs/api/errors/13520
 */
export function say(verb: { say(sentence: string): unknown }, sentence: string): void {
  if (isVisible(sentence)) verb.say(xmlText(sentence));
}
