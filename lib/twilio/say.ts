import { isVisible, xmlText } from "@/lib/text";

/**
 * Adds a `<Say>` with the sentence, as XML can hold it; none when nothing of it can be said, which Twilio takes for a mistake:
 * https://www.twilio.com/docs/api/errors/13520
 */
export function say(verb: { say(sentence: string): unknown }, sentence: string): void {
  if (isVisible(sentence)) verb.say(xmlText(sentence));
}
