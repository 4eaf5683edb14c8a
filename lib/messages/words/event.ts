const names: Record<string, string> = {
  begin: "The message was sent in Ringbook",
  cancel: "The scheduled message was canceled",
  change: "The scheduled message was changed",
  incoming: "A text came in",
  status: "Status of a message",
  "rest.create": "Twilio took the message",
  "rest.fetch": "Asked Twilio about the message",
  "rest.error": "Twilio refused the message",
  "rest.lost": "Twilio's answer was lost",
  "rest.gone": "Twilio never had the message",
};

/** One event of the messages' ledger in a few words. */
export const messageEventName = (type: string): string => names[type] ?? type;
