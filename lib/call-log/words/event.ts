import { z } from "zod";
import { legStatusName } from "@/lib/call-log/words/call";
import { endWords } from "@/lib/rooms/words";
import { voiceRoutes } from "@/lib/twilio/voice-routes";

type Event = { event_type: string; event_data: unknown; query: string | null };

const names: Record<string, string> = {
  ...voiceRoutes,
  initiate: "The call was started in Ringbook",
  unconnected: "The rep's browser never connected",
  hangup: "Hang up was clicked",
  "room.meeting": "A meeting was started in Ringbook",
  "room.claim": "Someone answered in the browser",
  "room.unclaim": "Their microphone wasn't heard of in 5 seconds: it rings on",
  "room.decline": "Someone declined in the browser",
  "room.invite": "A colleague was invited into the room",
  "room.end": "The room ended",
  livekit: "LiveKit",
  "rest.create": "Twilio took the call",
  "rest.fetch": "Asked Twilio about the call",
  "rest.update": "Asked Twilio to end the call",
  "rest.gone": "Nobody could say how the call ended",
  "rest.error": "Twilio refused the call",
  "rest.lost": "Twilio's answer was lost",
  "rest.pause": "The recording was paused",
  "rest.resume": "The recording was resumed",
  "rest.control": "Something was asked of the call",
  "rest.recording": "Asked Twilio about the recording",
  "rest.deleted": "The recording was deleted at Twilio",
};

function text(data: unknown, name: string): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const value: unknown = Object.entries(data).find(([key]) => key === name)?.[1];
  return typeof value === "string" && value !== "" ? value : undefined;
}

const reports: Record<string, string> = {
  room_started: "LiveKit opened a room",
  room_finished: "LiveKit closed the room",
  participant_joined: "came into the room",
  participant_left: "left the room",
  participant_connection_aborted: "lost the room",
  track_published: "can be heard in the room",
  track_unpublished: "can be heard no more",
};

/** A report of LiveKit's: who did what. */
function roomReport(data: unknown): string {
  const { event, participant } = Report.parse(data);
  const what = reports[event] ?? event;
  if (!participant || event.startsWith("room_")) return what;
  const isPerson = participant.identity.startsWith("user_");
  return `${isPerson ? participant.name || "A colleague" : "The telephone"} ${what}`;
}

const Report = z
  .object({
    event: z.string(),
    participant: z.object({ identity: z.string().catch(""), name: z.string().catch("") }).nullish(),
  })
  .catch({ event: "room_event" });

/**
 * One event of the ledger in a few words, with the status it carried and the digits that were
 * pressed.
 */
export function eventName({ event_type, event_data, query }: Event): string {
  const announced =
    event_type === "screen" && new URLSearchParams(query ?? "").get("leg") === "customer";
  const name = announced
    ? "The customer heard the recording notice"
    : event_type === "livekit"
      ? roomReport(event_data)
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
    event_type === "room.end" && endWords(text(event_data, "reason") ?? null),
  ].filter(Boolean);
  return extras.length > 0 ? `${name} · ${extras.join(" · ")}` : name;
}
