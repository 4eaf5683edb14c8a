import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "postgres";
import { surviveDriver } from "@/lib/db/machine/survive-driver";
import { runAgent } from "@/local/app/agent";
import { runApp } from "@/local/app/run";
import { runWorker } from "@/local/app/worker";
import { startCarrier } from "@/local/carrier/carrier";
import { openDataFolder } from "@/local/data-folder";
import { startLivekit } from "@/local/livekit/server";
import { connect, prepareDatabase } from "@/local/postgres/database";
import { startPostgres } from "@/local/postgres/server";
import type { Child } from "@/local/processes/child";
import { findFreePorts } from "@/local/processes/ports";
import { untilAnswers } from "@/local/processes/ready";
import { startScriptedVoice } from "@/local/realtime-voice/scripted";
import { describe, type StackFacts } from "@/local/stack";
import { startSupabaseApi } from "@/local/supabase/api";

const stopMs = 10_000;

/** A part that can be killed outright and started again. */
export type Mortal = { kill(): Promise<void>; start(): Promise<void> };

export type Parts = {
  facts: StackFacts;
  app: Mortal;
  postgres: Mortal;
  /** The process that voice agents talk in, which may also end in good order. */
  agent: Mortal & { leave(): Promise<void> };
  /** Starts a worker beside the scheduled route. It lives through the whole run, or tells why. */
  startWorker(): { ended(): string | undefined };
  /**
   * Does some work as the superuser, on a connection of its own: one that has seen the database die
   * is not to be trusted. With `arrays`, lists may be given, while nothing is killed.
   */
  asAdmin<T>(work: (sql: Sql) => Promise<T>, options?: { arrays: boolean }): Promise<T>;
  stop(): Promise<void>;
};

/**
 * The stack of a chaos run in a folder of its own: Postgres, Supabase's API, the carrier, LiveKit
 * and the app, which is not started yet.
 */
export async function startParts(options: {
  folder: string;
  interrupted: AbortSignal;
  onAppLine(line: string): void;
}): Promise<Parts> {
  const { folder, interrupted, onAppLine } = options;
  openDataFolder(folder);
  surviveDriver();
  const ports = await findFreePorts();
  const facts = describe(ports);
  const logFile = (name: string) => join(folder, "logs", `${name}.log`);

  const runPostgres = () =>
    startPostgres({ folder, port: ports.postgres, logFile: logFile("postgres") });
  let database = await runPostgres();
  const stops: (() => Promise<unknown>)[] = [() => database.stop()];
  const stop = async () => {
    // A driver whose connections broke may never finish closing.
    for (const each of stops.reverse()) {
      await Promise.race([each(), pause(stopMs, undefined, { ref: false })]);
    }
  };
  try {
    await prepareDatabase(ports.postgres);
    const livekit = await startLivekit({ port: ports.livekit });
    stops.push(livekit.close);
    const carrier = await startCarrier({ port: ports.carrier, sip: livekit.sip });
    stops.push(carrier.close);
    const api = await startSupabaseApi({
      port: ports.supabase,
      databaseUrl: facts.adminDatabaseUrl,
      appUrl: facts.urls.app,
      smtpPort: ports.smtp,
      logFile: logFile("supabase"),
    });
    stops.push(api.close);

    const voice = await startScriptedVoice(ports.voice);
    stops.push(async () => voice.close());
    let app: Awaited<ReturnType<typeof runApp>> | undefined;
    stops.push(async () => app?.stop());
    let agent: Child | undefined;
    stops.push(async () => agent?.stop());
    return {
      facts,
      async asAdmin(work, options = { arrays: false }) {
        const sql = connect(facts.adminDatabaseUrl, 3, options);
        try {
          return await work(sql);
        } finally {
          await sql.end({ timeout: 2 });
        }
      },
      stop,
      startWorker() {
        let ended: string | undefined;
        const worker = runWorker({ env: facts.env, logFile: logFile("worker") });
        worker.exited.then(() => {
          ended = worker.tail().slice(-12).join("\n");
        });
        stops.push(worker.stop);
        return { ended: () => ended };
      },
      app: {
        kill: async () => app?.kill(),
        async start() {
          const { env } = facts;
          const log = { logFile: logFile("app"), onLine: onAppLine };
          app = await runApp({ mode: "start", port: ports.app, env, interrupted, ...log });
        },
      },
      agent: {
        kill: async () => agent?.kill(),
        leave: async () => agent?.stop(),
        async start() {
          // Few places, so that callers meet a full one.
          const env = { ...facts.env, AGENT_CAPACITY: "4" };
          agent = runAgent({ env, logFile: logFile("agent") });
          await untilAnswers(`http://127.0.0.1:${ports.agent}/health`, agent.exited);
        },
      },
      postgres: {
        kill: () => database.child.kill(),
        async start() {
          database = await runPostgres();
        },
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
