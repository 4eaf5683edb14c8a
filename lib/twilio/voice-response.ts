import VoiceResponse from "twilio/lib/twiml/VoiceResponse";

/** Twilio's own writer of TwiML: https://www.twilio.com/docs/voice/twiml */
export { VoiceResponse };
