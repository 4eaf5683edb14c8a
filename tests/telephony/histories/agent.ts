import { join } from "node:path";
import { newAgent } from "@/lib/agent/settings/schema";
import { connect } from "@/local/postgres/database";
import type { Child } from "@/local/processes/child";
import { startScriptedVoice } from "@/local/realtime-voice/scripted";
import type { Stage } from "@/local/scenarios/stage";
import { type PlantedAgent, plantProvider, plantVersion } from "@/local/tenant/plant-agent";
import { onlyOne, openAgentProcess } from "@/tests/support/agent-process";
import { stack } from "@/tests/support/stack";
import { admin } from "@/tests/telephony/record/call-record";

/** A voice agent that a tenant has published. Nothing talks for it without a provider. */
export async function publishAgent(tenantId: string): Promise<PlantedAgent> {
  const sql = connect(stack.adminDatabaseUrl, 1);
  // Nobody is asked whether they are there.
  const limits = { ...newAgent.limits, nudge_seconds: 60, minutes_per_day: 10_000 };
  try {
    return await plantVersion(sql, tenantId, { ...newAgent, limits });
  } finally {
    await sql.end();
  }
}

/** The process in which a tenant's voice agents talk, with a scripted provider. */
export async function openAgent(tenantId: string): Promise<Stage["agent"] & { close(): unknown }> {
  const lock = await onlyOne("agent");
  const voice = await startScriptedVoice();
  const sql = connect(stack.adminDatabaseUrl, 1);
  const model = { model: "scripted", transcriptionModel: "scripted" };
  await plantProvider(sql, tenantId, { baseUrl: voice.url, key: "any", ...model });
  let child: Child | undefined;
  const leave = async () => {
    await child?.stop();
    child = undefined;
  };
  return {
    async start() {
      child ??= await run(voice.url);
    },
    async kill() {
      await child?.kill();
      child = undefined;
    },
    leave,
    async hasMessage(callId) {
      const rows = await admin`select from public.voice_agent_sessions
        where call_id = ${callId} and message is not null`;
      return rows.length > 0;
    },
    async close() {
      await leave();
      // Replays lead to no process, whoever's it is.
      await sql`delete from public.realtime_settings where tenant_id = ${tenantId}`;
      voice.close();
      await sql.end();
      await lock.release();
    },
  };
}

async function run(standIn: string): Promise<Child> {
  const changes = { REALTIME_STAND_IN_URL: standIn, AGENT_DRAIN_SECONDS: "1" };
  const logFile = join(stack.logFolder, "histories-agent.log");
  return (await openAgentProcess(changes, logFile)).child;
}
