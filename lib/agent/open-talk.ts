import { openRealtimeKey } from "@/lib/agent/key";
import { beginSession, writeSession } from "@/lib/agent/machine";
import { AgentSession } from "@/lib/agent/session";
import { type Socket, wallClock } from "@/lib/agent/socket";
import { toolsOf } from "@/lib/agent/tools/registry";
import type { AgentOutcome } from "@/lib/routing/facts";
import { openRealtime } from "@/lib/speech/realtime";
import type { StreamGrant } from "@/lib/twilio/stream-token";

type Stream = {
  grant: StreamGrant;
  streamSid: string;
  workerId: string;
  twilio: Socket;
  standIn: string | undefined;
  /** Whether this caller (E.164; empty: withheld) hears that the call may be recorded. */
  isAnnounced(phone: string): boolean;
  ended(outcome: AgentOutcome): void;
};

/** A talk begins; null where it may not: its token was used, or there is nothing to talk with. */
export async function openTalk(stream: Stream): Promise<{ id: string; talk: AgentSession } | null> {
  const { grant, streamSid, workerId, twilio, standIn, ended } = stream;
  const { tenant_id: tenantId, ...at } = grant;
  const begun = await beginSession(tenantId, { ...at, worker_id: workerId }, new Date());
  if (!begun) return null;
  const { provider, session_id: id } = begun;
  if (!provider) {
    const ended_at = new Date().toISOString();
    const figures = { status: "ended", outcome: "failed", reason: "there is no model" } as const;
    await writeSession(tenantId, id, { turns: [], tools: [], figures: { ...figures, ended_at } });
    return null;
  }
  const { base_url: baseUrl, model } = provider;
  const apiKey = openRealtimeKey(provider.api_key_ciphertext, tenantId);
  const talk = new AgentSession({
    ...{ tenantId, callId: grant.call_id, streamSid, twilio, ended, clock: wallClock },
    begun: { ...begun, provider, is_recorded: stream.isAnnounced(begun.caller.phone ?? "") },
    tools: toolsOf(begun.body.tools),
    connect: (on) => openRealtime({ baseUrl, model, apiKey }, standIn, on),
    write: (written) => writeSession(tenantId, id, written),
  });
  return { id, talk };
}
