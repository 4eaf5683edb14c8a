import VoiceResponse from "twilio/lib/twiml/VoiceResponse";

/** What a phone that is to be proven hears: the code digit by digit, twice, slowly enough to type along. */
export function codeTwiml(company: string, code: string): string {
  const response = new VoiceResponse();
  const digits = code.split("").join(", ");
  response.pause({ length: 1 });
  response.say(`This is Ringbook for ${company}. Your code is: ${digits}.`);
  response.pause({ length: 2 });
  response.say(
    `Once more, your code is: ${digits}. If you did not ask for this call, just hang up. Goodbye.`,
  );
  response.hangup();
  return response.toString();
}
