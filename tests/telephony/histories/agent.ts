import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { newAgent } from "@/lib/agent/settings/schema";
import { runAgent } from "@/local/app/agent";
import { connect } from "@/local/postgres/database";
import type { Child } from "@/local/processes/child";
import { findFreePorts } from "@/local/processes/ports";
import { untilAnswers } from "@/local/processes/ready";
import { startScriptedVoice } from "@/local/realtime-voice/scripted";
import type { Stage } from "@/local/scenarios/stage";
import { type PlantedAgent, plantProvider, plantVersion } from "@/local/tenant/plant-agent";
import { onlyAgent } from "@/tests/support/only-agent";
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
  const lock = await onlyAgent();
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
  const { agent: port } = await findFreePorts();
  const own = { AGENT_PORT: `${port}`, AGENT_PUBLIC_URL: `ws://127.0.0.1:${port}` };
  const env = { ...stack.env, ...own, REALTIME_STAND_IN_URL: standIn, AGENT_DRAIN_SECONDS: "1" };
  const child = runAgent({ env, logFile: join(stack.logFolder, "histories-agent.log") });
  const health = `http://127.0.0.1:${port}/health`;
  if (!(await untilAnswers(health, child.exited))) throw new Error(child.tail().join("\n"));
  return child;
}

/** Until it is so, for half a minute: processes and streams have the real clock. */
export async function waits(isSo: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error("It is not so within half a minute");
    await pause(50);
  }
}
