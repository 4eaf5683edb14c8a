import VoiceResponse from "twilio/lib/twiml/VoiceResponse";

/** What its <Say> takes: a language and a voice, among others. */
export type { SayAttributes } from "twilio/lib/twiml/VoiceResponse";
/** What `response.dial()` gives: people are added to it. */
export type Dial = ReturnType<VoiceResponse["dial"]>;
/** Twilio's own writer of TwiML: https://www.twilio.com/docs/voice/twiml */
export { VoiceResponse };
