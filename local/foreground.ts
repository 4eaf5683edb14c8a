import { join } from "node:path";
import { buildApp } from "@/local/app/build";
import { openDataFolder } from "@/local/data-folder";
import { demoAccounts } from "@/local/demo/accounts";
import { seedDemo } from "@/local/demo/seed";
import { startOver } from "@/local/fresh";
import { demoProject } from "@/local/livekit/demo-project";
import { dataFolder, portsFromEnvironment } from "@/local/options";
import { requireUnlocked } from "@/local/processes/lock";
import { hasNetwork } from "@/local/processes/network";
import { requireFreePorts } from "@/local/processes/ports";
import { say } from "@/local/run-command";
import { type Stack, startStack } from "@/local/stack";
import { twilioUrlFromEnvironment } from "@/local/twilio-url";

/** What the app prints that a person has to see; the rest is in the log file. */
const worthSeeing = /error|warn|fail|exception|⨯|unhandled/i;

/** Without one, Chromium gathers no candidates, not even of this machine. */
const noNetwork = `
  No network interface is up, so browsers connect no calls: turn one on (it needs no internet), or
  start Chromium with --allow-loopback-in-peer-connection.
`;

function printScreen(stack: Stack, seconds: number, dataDir: string, twilioUrl?: string): void {
  const { urls } = stack;
  const livekit = urls.livekit.replace("http", "ws");
  const telephony = twilioUrl
    ? `Twilio     ${twilioUrl}   stands in for it (TWILIO_API_BASE_URL)`
    : `Handsets   ${urls.carrier}   pick up and dial here`;
  say(`
  Ringbook is ready (${seconds.toFixed(1)} s)

    App        ${urls.app}
    ${telephony}
    Mail       ${urls.mail}   everything the app mails

    Sign in    rep@acme.test, rep2@acme.test, manager@acme.test, admin@acme.test
               the same at globex.test and casaverde.test, whose calls a voice agent answers
    Password   ringbook-demo; the sign-in page lists them all

    Supabase   ${urls.supabase}
    Postgres   ${stack.postgresUrl}
    LiveKit    ${livekit}   key ${demoProject.key}, secret ${demoProject.secret}
    Voice      ${urls.voice}   stands in for a provider of voice agents, key: any
    Logs       ${join(dataDir, "logs")}
${hasNetwork() ? "" : noNetwork}
  Ctrl-C stops everything; the data stays. Start over: npm run demo -- --fresh
`);
}

/** Starts the stack with demo data and stays until interrupted or until a part ends. */
export async function runInForeground(app: "start" | "dev", interrupted: AbortSignal) {
  const began = performance.now();
  const ports = portsFromEnvironment();
  const twilioUrl = twilioUrlFromEnvironment(ports);
  const dataDir = dataFolder();
  if (process.argv.includes("--fresh")) await startOver(dataDir);
  openDataFolder(dataDir);
  requireUnlocked(dataDir);
  await requireFreePorts({ ...ports, ...(twilioUrl && { carrier: undefined }) });
  if (app === "start") await buildApp({ logFolder: join(dataDir, "logs"), interrupted, log: say });
  const stack = await startStack({
    ports,
    dataDir,
    app,
    twilioUrl,
    schedule: true,
    voice: true,
    appEnv: { DEMO_ACCOUNTS: demoAccounts() },
    interrupted,
    beforeApp: (facts) => seedDemo(facts, say),
    log(line) {
      if (app === "dev" || worthSeeing.test(line)) say(line);
    },
  });
  printScreen(stack, (performance.now() - began) / 1000, dataDir, twilioUrl);
  const ended = new Promise<undefined>((resolve) => {
    if (interrupted.aborted) resolve(undefined);
    interrupted.addEventListener("abort", () => resolve(undefined));
  });
  const failure = await Promise.race([stack.failed, ended]);
  if (!failure) say("\nStopping…");
  await stack.stop();
  if (failure) throw failure;
  return 0;
}
