import { legStatusName } from "@/lib/call-log/words/call";

type Event = { event_type: string; event_data: unknown; query: string | null };

const names: Record<string, string> = {
  initiate: "The call was started in Ringbook",
  "agent-done": "The voice agent's talk ended",
  answer: "A caller rang the company's number",
  client: "The rep's browser asked for the call",
  conference: "Conference",
  consult: "A colleague was asked to take the call",
  held: "Twilio asked what is next for the customer on hold",
  transferred: "The transfer ended",
  unconnected: "The rep's browser never connected",
  connect: "The rep was asked to press 1",
  screen: "The rep was asked to press 1",
  dialed: "Dialed phone",
  queue: "Twilio asked what is next for the waiting caller",
  stream: "Sound to and from the voice agent",
  step: "The caller was asked for a key",
  voicemail: "The caller's message ended",
  status: "Status",
  recording: "Recording",
  hangup: "Hang up was clicked",
  "rest.create": "Twilio took the call",
  "rest.fetch": "Asked Twilio about the call",
  "rest.update": "Asked Twilio to end the call",
  "rest.gone": "Nobody could say how the call ended",
  "rest.error": "Twilio refused the call",
  "rest.lost": "Twilio's answer was lost",
  "rest.pause": "The recording was paused",
  "rest.resume": "The recording was resumed",
  "rest.control": "Hold or transfer was clicked",
  "rest.recording": "Asked Twilio about the recording",
  "rest.deleted": "The recording was deleted at Twilio",
};

function text(data: unknown, name: string): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const value: unknown = Object.entries(data).find(([key]) => key === name)?.[1];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * One event of the ledger in a few words, with the status it carried and the digits that were
 * pressed.
 */
export function eventName({ event_type, event_data, query }: Event): string {
  const announced =
    event_type === "screen" && new URLSearchParams(query ?? "").get("leg") === "customer";
  const name = announced
    ? "The customer heard the recording notice"
    : (names[event_type] ?? event_type);
  const status =
    event_type === "recording"
      ? text(event_data, "RecordingStatus")
      : (text(event_data, "DialCallStatus") ??
        text(event_data, "CallStatus") ??
        text(event_data, "status"));
  const digits = text(event_data, "Digits");
  const extras = [
    event_type === "status" && text(event_data, "ParentCallSid") ? "dialed phone" : undefined,
    status && (event_type === "recording" ? status : legStatusName(status).toLowerCase()),
    digits && `pressed ${digits}`,
  ].filter(Boolean);
  return extras.length > 0 ? `${name} · ${extras.join(" · ")}` : name;
}
