import { writeState } from "@/lib/routing/turn";
import type { StreamGrant } from "@/lib/twilio/stream-token";
import type { RouteDecision } from "@/lib/voice/decision";

/** What the stream of a routed call may open: a talk with this version of an agent. */
export function streamGrant(decision: RouteDecision, version_id: string): StreamGrant {
  const { call_id, call_sid, noticed, unrecorded, audio, turn } = decision;
  const place = writeState(turn.state);
  return { tenant_id: audio.tenant_id, call_id, call_sid, version_id, place, noticed, unrecorded };
}
