import { join } from "node:path";
import { z } from "zod";
import { Prices } from "@/lib/agent/prices/schema";
import { inTurn } from "@/local/in-turn";
import { dataFolder } from "@/local/options";
import type { Child } from "@/local/processes/child";
import { startRealtimeVoice } from "@/local/realtime-voice/server";
import { runCommand, say } from "@/local/run-command";
import { LANGUAGES } from "@/local/voice/voices";
import { openAgentProcess } from "@/tests/support/agent-process";
import { stack } from "@/tests/support/stack";
import { printFigures, printNoise } from "@/tests/telephony/agent/figures";
import { isHarmless, judge } from "@/tests/telephony/agent/judge";
import { play } from "@/tests/telephony/agent/play";
import type { Scenario } from "@/tests/telephony/agent/scenario";
import { scenarios } from "@/tests/telephony/agent/scenarios";
import { openWorld, type World } from "@/tests/telephony/agent/world";
import { admin } from "@/tests/telephony/record/call-record";

const Options = z.object({
  scenario: z.string(),
  atOnce: z.number(),
  times: z.number(),
  /** A real provider in the stand-in's place. */
  realtime: z
    .object({
      baseUrl: z.url(),
      key: z.string(),
      model: z.string(),
      transcriptionModel: z.string(),
      prices: Prices.omit({ model: true }).optional(),
    })
    .nullable(),
});

type Run = { world: World; scenario: Scenario; phone: string; wrong: string[] | null };

/** The whole run of `npm run agent:eval`. */
runCommand(async (interrupted) => {
  const options = Options.parse(JSON.parse(process.argv[2] ?? ""));
  const folder = join(dataFolder(), "voice");
  const voice = options.realtime ? null : await startRealtimeVoice({ port: 0, folder });
  const provider = options.realtime ?? {
    ...{ baseUrl: voice?.url ?? "", key: "any" },
    ...{ model: "stand-in", transcriptionModel: "stand-in" },
  };
  let agent: Child | undefined;
  try {
    const changes = { ...(voice && { REALTIME_STAND_IN_URL: voice.url }) };
    const logFile = join(stack.logFolder, "agent.log");
    agent = (await openAgentProcess(changes, logFile)).child;
    await voice?.ready;
    const chosen = scenarios.filter(({ name }) => name.includes(options.scenario));
    const runs: Run[] = [];
    for (const language of LANGUAGES) {
      for (let time = 0; time < options.times; time++) {
        for (const [at, scenario] of chosen.entries()) {
          const phone = `+1303555${1000 + time * 100 + at}`;
          const world = await openWorld(language, provider, options.realtime?.prices);
          runs.push({ world, scenario, phone, wrong: null });
        }
      }
    }
    say(`${runs.length} calls, ${options.atOnce} at once`);
    await inTurn(options.atOnce, runs, async (run) => {
      if (!interrupted.aborted) await follow(run);
    });
    await printFigures(runs, options.times);
    if (voice) await printNoise(folder);
    return runs.every(({ wrong }) => wrong?.length === 0) ? 0 : 1;
  } finally {
    await agent?.stop();
    await voice?.close();
    await admin.end();
  }
});

async function follow(run: Run): Promise<void> {
  const { world, scenario, phone } = run;
  try {
    const session = await play(world, scenario, phone);
    run.wrong = await judge(world, scenario, phone, session);
  } catch (error) {
    run.wrong = [error instanceof Error ? error.message : String(error)];
  }
  const verdict =
    run.wrong.length === 0 ? "right" : isHarmless(run.wrong) ? "not done" : "WRONG ROW";
  say(`${verdict.padEnd(9)} ${world.language}  ${scenario.name}  ${run.wrong.join("; ")}`);
  if (run.wrong.length > 0) for (const line of await talkOf(run)) say(`            ${line}`);
}

/** What was said, and asked of tools, in the order in which it began. */
async function talkOf({ world, phone }: Run): Promise<string[]> {
  const rows = await admin<{ line: string }[]>`
    with talk as (select s.tenant_id, s.id, s.started_at from public.voice_agent_sessions s
      join public.calls c on c.tenant_id = s.tenant_id and c.id = s.call_id
      where s.tenant_id = ${world.tenant.id} and c.from_number = ${phone}
      order by s.started_at desc limit 1)
    select round(extract(epoch from o.at - talk.started_at), 1) || ' s  ' || o.text as line
    from talk, lateral (
      select t.started_at as at, t.who || ': ' || coalesce(t.said, '')
          || case when t.interrupted then ' (interrupted at: ' || coalesce(t.heard, '') || ')'
            else '' end as text
        from public.voice_agent_turns t where t.tenant_id = talk.tenant_id
          and t.session_id = talk.id
      union all
      select t.started_at, t.tool || ' ' || t.arguments::text || ' -> ' || coalesce(t.state, '')
          || ' after ' || coalesce(t.took_ms, -1) || ' ms'
        from public.voice_agent_tool_calls t where t.tenant_id = talk.tenant_id
          and t.session_id = talk.id) o
    order by o.at`;
  return rows.map(({ line }) => line);
}
