import { join } from "node:path";
import { runAgent } from "@/local/app/agent";
import { runApp } from "@/local/app/run";
import { runWorker } from "@/local/app/worker";
import { startCarrier } from "@/local/carrier/carrier";
import { CommandError, explainFileError } from "@/local/command-error";
import { openDataFolder } from "@/local/data-folder";
import { startFiles } from "@/local/files/server";
import { demoProject } from "@/local/livekit/demo-project";
import { startLivekit } from "@/local/livekit/server";
import { startMailCatcher } from "@/local/mail/catcher";
import type { Ports } from "@/local/options";
import { connect, databaseUrls, prepareDatabase } from "@/local/postgres/database";
import { disposable, explainDamage, startPostgres } from "@/local/postgres/server";
import { lockFolder } from "@/local/processes/lock";
import { requireFreePorts } from "@/local/processes/ports";
import { attachRealtime } from "@/local/realtime/server";
import { runRealtimeVoice } from "@/local/realtime-voice/run";
import { example, secrets } from "@/local/settings";
import { startSupabaseApi } from "@/local/supabase/api";
import { startTranscription } from "@/local/transcription/server";

export type StackOptions = {
  ports: Ports;
  /** Absolute. Database, logs and the carrier's memory live in it. */
  dataDir: string;
  app: "start" | "dev" | "none";
  /** Stands in for Twilio in the carrier's place, which is then not started. */
  twilioUrl?: string;
  /** The carrier appends every REST exchange to this file, one JSON line each. */
  carrierExchangeLog?: string;
  /** Whether voice agents talk, and a provider that hears and speaks is stood in for. */
  voice?: boolean;
  /** What the app gets besides. */
  appEnv?: Record<string, string>;
  /** Whether a worker runs jobs; otherwise they wait for the scheduled route. */
  schedule: boolean;
  /** Whether nobody keeps the database, which then costs less. */
  isDisposable?: boolean;
  /** Runs when everything but the app is up: demo data goes in before anyone looks. */
  beforeApp?(stack: StackFacts): Promise<void>;
  /** Gives up starting when it fires, and stops what was started. */
  interrupted?: AbortSignal;
  log(line: string): void;
};

export type StackFacts = {
  /** Whether the stack's own carrier stands in for Twilio. */
  hasCarrier: boolean;
  /** Exactly what the app gets. */
  env: Record<string, string>;
  urls: Record<
    "app" | "supabase" | "carrier" | "mail" | "transcription" | "files" | "voice" | "livekit",
    string
  >;
  /** As supabase_admin, the superuser. */
  adminDatabaseUrl: string;
  /** As postgres, the role that migrations run as. */
  postgresUrl: string;
  /** As ringbook_machine. */
  machineUrl: string;
};

export type Stack = StackFacts & {
  stop(): Promise<void>;
  /** Resolves with what happened when a part ends that nobody stopped. */
  failed: Promise<Error>;
};

/** Where the parts of a stack on these ports are, and what the app gets of it. */
export function describe(ports: Ports, twilioUrl?: string): StackFacts {
  const urls = {
    app: `http://localhost:${ports.app}`,
    supabase: `http://127.0.0.1:${ports.supabase}`,
    carrier: `http://127.0.0.1:${ports.carrier}`,
    mail: `http://localhost:${ports.mail}`,
    transcription: `http://127.0.0.1:${ports.transcription}`,
    files: `http://127.0.0.1:${ports.files}`,
    voice: `http://127.0.0.1:${ports.voice}/v1`,
    livekit: `http://127.0.0.1:${ports.livekit}`,
  };
  const databases = databaseUrls(ports.postgres);
  const env: Record<string, string> = {
    NEXT_PUBLIC_SUPABASE_URL: urls.supabase,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: example.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    DATABASE_URL: databases.machine,
    JOBS_DATABASE_URL: databases.jobs,
    NEXT_PUBLIC_APP_URL: urls.app,
    ENCRYPTION_KEY: example.ENCRYPTION_KEY,
    CRON_SECRET: example.CRON_SECRET,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    TWILIO_API_BASE_URL: twilioUrl ?? urls.carrier,
    TRANSCRIPTION_STAND_IN_URL: urls.transcription,
    REALTIME_STAND_IN_URL: urls.voice,
    LIVEKIT_STAND_IN_URL: urls.livekit,
    AGENT_PORT: String(ports.agent),
    AGENT_PUBLIC_URL: `ws://127.0.0.1:${ports.agent}`,
    // Tests run more of them.
    AGENT_ORIGINS: "ws://127.0.0.1:*",
    AGENT_DRAIN_SECONDS: "3",
    FILES_S3_ENDPOINT: urls.files,
    FILES_S3_REGION: example.FILES_S3_REGION,
    FILES_S3_BUCKET: example.FILES_S3_BUCKET,
    FILES_S3_ACCESS_KEY_ID: example.FILES_S3_ACCESS_KEY_ID,
    FILES_S3_SECRET_ACCESS_KEY: example.FILES_S3_SECRET_ACCESS_KEY,
    PORT: String(ports.app),
  };
  return {
    hasCarrier: !twilioUrl,
    env,
    urls,
    adminDatabaseUrl: databases.admin,
    postgresUrl: databases.postgres,
    machineUrl: databases.machine,
  };
}

/** Waits for the work, or throws as soon as Ctrl-C says so, even if the work never ends. */
async function unlessInterrupted(
  work: Promise<void> | undefined,
  interrupted: AbortSignal | undefined,
): Promise<void> {
  const stop = new Promise<void>((resolve) => {
    interrupted?.addEventListener("abort", () => resolve(), { once: true });
  });
  await Promise.race([work, stop]);
  interrupted?.throwIfAborted();
}

/**
 * Starts the whole stack in order: PostgreSQL, migrations, Supabase API with realtime, mail,
 * LiveKit, carrier, app, worker. When a step fails, what was started before it is stopped again.
 * Throws CommandError for everything a person can do something about.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { ports, dataDir, log } = options;
  const stops: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | undefined;
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<Error>((resolve) => {
    fail = resolve;
  });

  const stop = () => {
    stopped ??= (async () => {
      for (const each of stops.reverse()) {
        try {
          await each();
        } catch (error) {
          log(`While stopping: ${String(error)}`);
        }
      }
    })();
    return stopped;
  };

  /** A part that ends on its own brings the whole stack down with its last words. */
  const watch = (name: string, child: { exited: Promise<number>; tail(): string[] }) => {
    child.exited.then((code) => {
      if (stopped) return;
      const words = child.tail().slice(-12).join("\n");
      fail(new CommandError(`${name} ended unexpectedly (${code}).\n${words}`, "Start again."));
    });
  };

  try {
    openDataFolder(dataDir);
    const lock = lockFolder(dataDir);
    stops.push(async () => lock.release());
    await requireFreePorts({
      ...ports,
      ...(options.app === "none" && { app: undefined }),
      ...(options.twilioUrl && { carrier: undefined }),
      ...(!options.voice && { voice: undefined, agent: undefined }),
    });

    const logFile = (name: string) => join(dataDir, "logs", `${name}.log`);
    const database = await startPostgres({
      folder: dataDir,
      port: ports.postgres,
      logFile: logFile("postgres"),
      settings: options.isDisposable ? disposable : {},
    });
    stops.push(database.stop);
    options.interrupted?.throwIfAborted();
    watch("PostgreSQL", database.child);
    const { applied } = await prepareDatabase(ports.postgres);
    if (applied.length > 0) log(`Migrations applied: ${applied.length}`);

    const facts = describe(ports, options.twilioUrl);
    const mail = await startMailCatcher({ page: ports.mail, smtp: ports.smtp });
    stops.push(mail.close);
    const transcription = await startTranscription(ports.transcription);
    stops.push(transcription.close);
    const files = await startFiles({ port: ports.files, folder: join(dataDir, "files") });
    stops.push(files.close);
    const api = await startSupabaseApi({
      port: ports.supabase,
      databaseUrl: facts.adminDatabaseUrl,
      appUrl: facts.urls.app,
      smtpPort: ports.smtp,
      logFile: logFile("supabase"),
    });
    stops.push(api.close);
    const sql = connect(facts.adminDatabaseUrl, 5, { arrays: false });
    stops.push(() => sql.end({ timeout: 2 }));
    const realtime = await attachRealtime({
      server: api.server,
      sql,
      databaseUrl: facts.adminDatabaseUrl,
      apiKey: example.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
      jwtSecret: secrets.jwt,
    });
    stops.push(realtime.close);
    const livekit = await startLivekit({
      port: ports.livekit,
      folder: join(dataDir, "livekit"),
      project: { ...demoProject, webhookUrl: `${facts.urls.app}/api/livekit/webhook` },
    });
    stops.push(livekit.close);
    if (!options.twilioUrl) {
      const carrier = await startCarrier({
        port: ports.carrier,
        host: "127.0.0.1",
        dataDir: join(dataDir, "carrier"),
        exchangeLog: options.carrierExchangeLog,
        sip: livekit.sip,
      });
      stops.push(carrier.close);
    }
    if (options.voice) {
      const voice = runRealtimeVoice({
        port: ports.voice,
        folder: join(dataDir, "voice"),
        logFile: logFile("voice"),
      });
      stops.push(voice.stop);
      watch("The voice", voice);
    }
    await unlessInterrupted(options.beforeApp?.(facts), options.interrupted);

    if (options.app !== "none") {
      const app = await runApp({
        mode: options.app,
        port: ports.app,
        env: { ...facts.env, ...options.appEnv },
        logFile: logFile("app"),
        interrupted: options.interrupted,
        onLine: log,
      });
      stops.push(app.stop);
      watch("The app", app);
    }
    if (options.schedule) {
      const worker = runWorker({ env: facts.env, logFile: logFile("worker") });
      stops.push(worker.stop);
      watch("The worker", worker);
    }
    if (options.voice) {
      const agent = runAgent({ env: facts.env, logFile: logFile("agent") });
      stops.push(agent.stop);
      watch("The voice agent", agent);
    }
    return { ...facts, stop, failed };
  } catch (error) {
    await stop();
    throw explainFileError(explainDamage(error, dataDir), dataDir);
  }
}
