import { say } from "@/local/run-command";
import { isHarmless } from "@/tests/telephony/agent/judge";
import type { Scenario } from "@/tests/telephony/agent/scenario";
import type { World } from "@/tests/telephony/agent/world";
import { admin } from "@/tests/telephony/record/call-record";

type Run = { world: World; scenario: Scenario; wrong: string[] | null };
type Figures = { turns: number; p50: number | null; p95: number | null };

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
  if (!figures) return;
  const { turns, p50, p95 } = figures;
  say(`from the end of a turn to the first sound: p50 ${ms(p50)}, p95 ${ms(p95)}, ${turns} turns`);
}

const share = (part: number, whole: number) => `${Math.round((100 * part) / Math.max(1, whole))} %`;
const ms = (value: number | null) => (value === null ? "–" : `${Math.round(value)} ms`);
