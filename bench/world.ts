import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureDataSet } from "@/bench/data/ensure-data-set";
import type { Bench, BenchStack } from "@/bench/figure";
import { layFloor } from "@/bench/floor";
import { layApp } from "@/bench/lay-app";
import { buildApp } from "@/local/app/build";
import { runApp } from "@/local/app/run";
import { dataFolder, type Ports } from "@/local/options";
import { connect } from "@/local/postgres/database";
import type { Child } from "@/local/processes/child";
import { findFreePorts } from "@/local/processes/ports";
import { inProject } from "@/local/project";
import { say } from "@/local/run-command";
import { describe, startStack } from "@/local/stack";

export type Options = {
  minutes: number;
  /** Takes the small data set for the large one: to see that a figure runs. */
  small: boolean;
  interrupted: AbortSignal;
};

/** Node's flags of a measured app: its collections can be asked for. */
const nodeFlags = ["--expose-gc"];

/** The measured app's own sources and build. */
const root = inProject(".local", "bench-app");

/** What the figures run on, and how it is ended. */
export function openWorld(options: Options): Bench & { close(): Promise<void> } {
  const { minutes, small, interrupted } = options;
  const folder = join(dataFolder(), "bench");

  async function dataSet(wanted: "large" | "small"): Promise<string> {
    const scale = small ? "small" : wanted;
    const place = join(folder, scale);
    await ensureDataSet({ scale, folder: place, interrupted, log: say });
    return place;
  }

  const stops: (() => Promise<void>)[] = [];
  let started: Promise<BenchStack> | undefined;

  async function start(): Promise<BenchStack> {
    const dataDir = await dataSet("large");
    const logFolder = join(dataDir, "logs");
    mkdirSync(logFolder, { recursive: true });
    layApp(root);
    await buildApp({ root, logFolder, interrupted, log: say });
    const ports = await findFreePorts();
    const facts = describe(ports);
    // The rooms of lib/ that seal tokens and render URLs read the app's environment.
    Object.assign(process.env, facts.env);
    const stack = await startStack({
      ports,
      dataDir,
      app: "none",
      schedule: false,
      interrupted,
      log: say,
    });
    stops.push(stack.stop);
    const sql = connect(facts.adminDatabaseUrl);
    await layFloor(sql);
    await sql.end();
    const app = await startApp(ports, facts.env, logFolder);
    stops.push(app.stop);
    return {
      ...facts,
      logFolder,
      floors: {
        handler: `${facts.urls.app}/api/twilio/floor`,
        rows: `${facts.urls.app}/api/twilio/floor/rows`,
        page: `${facts.urls.app}/bench`,
      },
      async startCopy(env = {}) {
        const own = await findFreePorts();
        const copy = await startApp(own, { ...facts.env, ...env }, logFolder);
        stops.push(copy.stop);
        return { port: own.app, stop: copy.stop };
      },
    };
  }

  function startApp(ports: Ports, env: Record<string, string>, logFolder: string): Promise<Child> {
    const logFile = join(logFolder, "app.log");
    const at = { mode: "start", root, nodeFlags, port: ports.app } as const;
    return runApp({ ...at, env, logFile, interrupted, onLine: () => {} });
  }

  return {
    dataSet,
    minutes,
    interrupted,
    log: say,
    stack() {
      started ??= start();
      return started;
    },
    async close() {
      for (const stop of stops.reverse()) await stop();
    },
  };
}
