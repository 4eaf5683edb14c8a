import { openHearing } from "@/local/realtime-voice/hearing/hearing";
import { hearInNoise } from "@/local/realtime-voice/testing/over-the-line";
import { say } from "@/local/run-command";
import { openVoice } from "@/local/voice/voice";
import { LANGUAGES } from "@/local/voice/voices";
import { isHarmless } from "@/tests/telephony/agent/judge";
import type { Scenario } from "@/tests/telephony/agent/scenario";
import type { World } from "@/tests/telephony/agent/world";
import { admin } from "@/tests/telephony/record/call-record";

type Run = { world: World; scenario: Scenario; wrong: string[] | null };
type Figures = { turns: number; p50: number | null; p95: number | null };
type Came = {
  calls: number;
  false_booked: number;
  cost: number | null;
  uncosted: number;
  tokens: number;
};

/** What came of all calls: how many were right, and how fast the agent answered. */
export async function printFigures(runs: Run[], times: number): Promise<void> {
  const done = runs.filter(({ wrong }) => wrong !== null);
  const isRight = ({ wrong }: Run) => wrong?.length === 0;
  const right = done.filter(isRight).length;
  const wrongRows = done.filter(({ wrong }) => wrong && !isHarmless(wrong)).length;
  say(`\n${right} of ${done.length} right (pass^1 ${share(right, done.length)})`);
  if (times > 1) {
    const groups = Map.groupBy(done, ({ world, scenario }) => `${world.language} ${scenario.name}`);
    const all = [...groups.values()].filter((group) => group.every(isRight)).length;
    say(`right every time (pass^${times}): ${share(all, groups.size)}`);
  }
  say(`rows that should not be, or are not as said: ${wrongRows}`);
  const tenants = [...new Set(runs.map(({ world }) => world.tenant.id))];
  const [figures] = await admin<Figures[]>`
    select count(*)::int as turns,
      percentile_cont(0.5) within group (order by model_ms + bridge_ms) as p50,
      percentile_cont(0.95) within group (order by model_ms + bridge_ms) as p95
    from public.voice_agent_turns
    where tenant_id = any(${tenants}) and who = 'agent' and model_ms is not null`;
  const [came] = await admin<Came[]>`
    select count(*)::int as calls, count(*) filter (where f.false_booked)::int as false_booked,
      sum(f.cost)::float as cost, count(*) filter (where f.cost is null)::int as uncosted,
      coalesce(sum((s.usage ->> 'total_tokens')::numeric), 0)::float as tokens
    from public.voice_agent_figures f
    join public.voice_agent_sessions s on s.tenant_id = f.tenant_id and s.id = f.session_id
    where f.tenant_id = any(${tenants})`;
  if (!figures || !came) return;
  const { turns, p50, p95 } = figures;
  say(`from the end of a turn to the first sound: p50 ${ms(p50)}, p95 ${ms(p95)}, ${turns} turns`);
  say(`said to be booked, and were not: ${came.false_booked} of ${came.calls} calls`);
  say(`cost of the model: ${costWords(came)}`);
}

/** How much of what callers say the stand-in hears in noise. */
export async function printNoise(folder: string): Promise<void> {
  const voice = openVoice();
  try {
    const hearing = openHearing(voice, folder);
    for (const language of LANGUAGES) {
      const vocabulary = await hearing.learn(language);
      const { right, unsure, wrong } = await hearInNoise({ voice, vocabulary }, language, 10);
      const all = right + unsure + wrong;
      say(
        `in noise at 10 dB, ${language}: ${right} of ${all} sentences heard, ${unsure} not sure, ${wrong} taken for others`,
      );
    }
  } finally {
    voice.close();
  }
}

/** What is not known costs nothing here: how many calls that is, is said. */
function costWords({ cost, uncosted, calls, tokens }: Came): string {
  const used = `${tokens.toLocaleString("en-US")} tokens`;
  const costed = calls - uncosted;
  if (cost === null || costed === 0) return `unknown without REALTIME_PRICES, ${used}`;
  const each = `$${(cost / costed).toFixed(4)} a call`;
  const more = uncosted > 0 ? `, without ${uncosted} calls whose cost is unknown` : "";
  return `$${cost.toFixed(4)}, ${each}, ${used}${more}`;
}

const share = (part: number, whole: number) => `${Math.round((100 * part) / Math.max(1, whole))} %`;
const ms = (value: number | null) => (value === null ? "–" : `${Math.round(value)} ms`);
