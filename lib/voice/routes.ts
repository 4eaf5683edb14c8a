import { answer } from "@/lib/voice/answer";
import { connect } from "@/lib/voice/connect";
import { dialed } from "@/lib/voice/dialed";
import type { Asking, Telling } from "@/lib/voice/hook";
import { recording } from "@/lib/voice/recording";
import { screen } from "@/lib/voice/screen";
import { status } from "@/lib/voice/status";
import type { VoiceRoute } from "@/lib/twilio/urls";

/** The voice webhooks that Twilio waits for, and those that only tell. The name is the route's and its events' type. */
export const asking = { answer, connect, screen, dialed } satisfies Partial<
  Record<VoiceRoute, Asking>
>;
export const telling = { status, recording } satisfies Partial<Record<VoiceRoute, Telling>>;

const askingByName: ReadonlyMap<string, Asking> = new Map(Object.entries(asking));
const tellingByName: ReadonlyMap<string, Telling> = new Map(Object.entries(telling));

/** What answered an event of this type; undefined when nobody waited for an answer. */
export function askingRoute(eventType: string): Asking | undefined {
  return askingByName.get(eventType);
}

/** What reads the webhooks behind events of this type; undefined for an event that no webhook brought. */
export function voiceRoute(eventType: string): Telling | undefined {
  return askingByName.get(eventType) ?? tellingByName.get(eventType);
}
