import VoiceResponse from "twilio/lib/twiml/VoiceResponse";
import { say } from "@/lib/twilio/say";

/**
 * What a phone that is to be verified hears: the code digit by digit, twice, slowly enough to type
 * along.
 */
export function codeTwiml(company: string, code: string): string {
  const response = new VoiceResponse();
  const digits = code.split("").join(", ");
  response.pause({ length: 1 });
  say(response, `This is Ringbook for ${company}. Your code is: ${digits}.`);
  response.pause({ length: 2 });
  say(
    response,
    `Once more, your code is: ${digits}. If you didn't request this call, just hang up. Goodbye.`,
  );
  response.hangup();
  return response.toString();
}
