import { runAgent } from "@/local/app/agent";
import { connect } from "@/local/postgres/database";
import { findFreePorts } from "@/local/processes/ports";
import { untilAnswers } from "@/local/processes/ready";
import { stack } from "@/tests/support/stack";
import { waitForLock } from "@/tests/support/wait-for-lock";

/** Of the tests' own. */
const keys = { agent: 5_435_018, voice: 5_435_019 };

/**
 * Waits until no other file's processes take the calls of voice agents ("agent"): any of them may
 * be sent any caller, and each knows its own stand-in only. Or until no other file's stand-in is
 * where the app expects it ("voice"). `release` lets the next one.
 */
export async function onlyOne(what: keyof typeof keys): Promise<{ release(): Promise<void> }> {
  const key = keys[what];
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
