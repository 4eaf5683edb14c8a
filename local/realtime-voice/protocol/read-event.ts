import { ClientEvent } from "@/local/realtime-voice/protocol/client-events";
import { Refusal, refusalOf } from "@/local/realtime-voice/protocol/refusal";

/** A client's event, or why it cannot be followed, and the client's own id of it. */
export function readEvent(text: string): { eventId: string | null; event: ClientEvent | Refusal } {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    const event = new Refusal("invalid_json", "We could not parse the JSON body of your event.");
    return { eventId: null, event };
  }
  const isObject = typeof message === "object" && message !== null;
  const id: unknown = isObject ? Reflect.get(Object(message), "event_id") : undefined;
  const { data, error } = ClientEvent.safeParse(message);
  return {
    eventId: typeof id === "string" ? id : null,
    event: data ?? refusalOf(error, message),
  };
}
