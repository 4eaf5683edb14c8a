import { openRealtimeKey } from "@/lib/agent/key";
import { beginSession, type Provider, writeSession } from "@/lib/agent/machine";
import type { Connect } from "@/lib/agent/provider-link";
import type { Recording } from "@/lib/agent/recording";
import { AgentSession } from "@/lib/agent/session";
import { type Socket, wallClock } from "@/lib/agent/socket";
import type { Talk } from "@/lib/agent/talk";
import { toolsOf } from "@/lib/agent/tools/registry";
import type { AgentOutcome } from "@/lib/routing/facts";
import { openRealtime } from "@/lib/speech/realtime";
import type { StreamGrant } from "@/lib/twilio/stream-token";

type Stream = {
  grant: StreamGrant;
  workerId: string;
  twilio: Talk["twilio"];
  standIn: string | undefined;
  /** Null where it is not to be recorded. */
  recording: Recording | null;
  /** Whether this caller (E.164; empty: withheld) hears that the call may be recorded. */
  isAnnounced(phone: string): boolean;
  /** A connection to the provider `of` that was opened for this caller, if there is one. */
  warm(of: string, on: Parameters<Connect>[0]): Socket | null;
  ended(outcome: AgentOutcome): void;
};

/** How a tenant's model is connected, and a name of it that changes with its settings. */
export function realtimeConnection(
  tenantId: string,
  provider: Provider,
  standIn: string | undefined,
): { of: string; connect: Connect } {
  const { base_url: baseUrl, model, api_key_ciphertext } = provider;
  const apiKey = openRealtimeKey(api_key_ciphertext, tenantId);
  return {
    of: [baseUrl, model, api_key_ciphertext].join(" "),
    connect: (on) => openRealtime({ baseUrl, model, apiKey }, standIn, on),
  };
}

/** A talk begins; null where it may not: its token was used, or there is nothing to talk with. */
export async function openTalk(stream: Stream): Promise<{ id: string; talk: AgentSession } | null> {
  const { grant, workerId, twilio, standIn, recording, ended } = stream;
  const { tenant_id: tenantId, noticed: _, unrecorded: __, ...at } = grant;
  const begun = await beginSession(tenantId, { ...at, worker_id: workerId }, new Date());
  if (!begun) return null;
  const { provider, session_id: id } = begun;
  if (!provider) {
    const ended_at = new Date().toISOString();
    const figures = { status: "ended", outcome: "failed", reason: "there is no model" } as const;
    await writeSession(tenantId, id, { turns: [], tools: [], figures: { ...figures, ended_at } });
    return null;
  }
  const { of, connect } = realtimeConnection(tenantId, provider, standIn);
  const talk = new AgentSession({
    ...{ tenantId, callId: grant.call_id, twilio, recording, ended },
    clock: wallClock,
    begun: { ...begun, provider, is_recorded: stream.isAnnounced(begun.caller.phone ?? "") },
    tools: toolsOf(begun.body.tools),
    connect: (on) => stream.warm(of, on) ?? connect(on),
    write: (written) => writeSession(tenantId, id, written),
  });
  return { id, talk };
}
