import { runAgent } from "@/local/app/agent";
import { connect } from "@/local/postgres/database";
import { findFreePorts } from "@/local/processes/ports";
import { untilAnswers } from "@/local/processes/ready";
import { stack } from "@/tests/support/stack";
import { waitForLock } from "@/tests/support/wait-for-lock";

/** Of a test's own. */
const key = 5_435_018;

/**
 * Waits until no other file's processes take the calls of voice agents: any of them may be sent
 * any caller, and each knows its own stand-in only. `release` lets the next one.
 */
export async function onlyAgent(): Promise<{ release(): Promise<void> }> {
  const sql = connect(stack.adminDatabaseUrl, 1);
  await waitForLock(sql, () => sql`select pg_advisory_lock(${key})`);
  return { release: () => sql.end() };
}

/** A process that serves media streams, as `npm run agent`, once it takes calls. */
export async function openAgentProcess(changes: Record<string, string>, logFile: string) {
  const { agent: port } = await findFreePorts();
  const url = `ws://127.0.0.1:${port}`;
  const env = { ...stack.env, AGENT_PORT: `${port}`, AGENT_PUBLIC_URL: url, ...changes };
  const child = runAgent({ env, logFile });
  const health = `http://127.0.0.1:${port}/health`;
  if (!(await untilAnswers(health, child.exited))) throw new Error(child.tail().join("\n"));
  return { url, health, child };
}
