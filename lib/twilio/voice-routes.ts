/**
 * Every voice webhook, by the last part of its path below /api/twilio/voice/, and what a call's
 * page says of its events.
 */
export const voiceRoutes = {
  "agent-done": "The voice agent's talk ended",
  answer: "A caller rang the company's number",
  client: "The rep's browser asked for the call",
  conference: "Conference",
  connect: "The rep was asked to press 1",
  consult: "A colleague was asked to take the call",
  dialed: "Dialed phone",
  enter: "The customer was transferred into a route",
  held: "Twilio asked what is next for the customer on hold",
  join: "Someone was asked to join the call",
  queue: "Twilio asked what is next for the waiting caller",
  recording: "Recording",
  screen: "The rep was asked to press 1",
  status: "Status",
  step: "The caller was asked for a key",
  stream: "Sound to and from the voice agent",
  transferred: "The transfer ended",
  voicemail: "The caller's message ended",
};

export type VoiceRoute = keyof typeof voiceRoutes;
