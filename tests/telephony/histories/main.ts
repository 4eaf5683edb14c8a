import { z } from "zod";
import { runCommand, say } from "@/local/run-command";
import { catalogue } from "@/local/scenarios/catalogue";
import { contradictions } from "@/tests/telephony/histories/expected";
import { retries } from "@/tests/telephony/histories/replay";
import { makeBaseline, runBatch } from "@/tests/telephony/histories/run";
import { admin, machine } from "@/tests/telephony/record/call-record";

const Options = z.object({
  count: z.number(),
  seed: z.number(),
  scenario: z.string(),
  path: z.string().optional(),
});

const runsAtOnce = 20;
/** A batch takes seconds; a failing one is made smaller for as long as this. */
const timeoutMs = 300_000;
const sayEveryMs = 20_000;

/** The long run of `npm run histories`: batches until there are enough, or until one fails. */
runCommand(async (interrupted) => {
  const { count, seed, scenario, path } = Options.parse(JSON.parse(process.argv[2] ?? ""));
  say(`seed ${seed}`);
  const baseline = await makeBaseline(catalogue.filter(({ name }) => name.includes(scenario)));
  if (baseline.traces.length === 0) throw new Error(`No scenario has "${scenario}" in its name`);
  const names = new Set(baseline.traces.map((trace) => trace.scenario.name));
  say(`${names.size} scenarios, ${baseline.traces.length} traces`);

  const wrong = baseline.traces.flatMap((trace) => {
    const rows = baseline.expected.get(trace.name);
    return rows ? contradictions(trace, rows).map((line) => `${trace.name}: ${line}`) : [];
  });
  for (const line of wrong) say(line);

  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const total = { histories: 0, events: 0 };
  let said = started;
  let failed = wrong.length > 0;
  for (let batch = 0; total.histories < count && !failed && !interrupted.aborted; batch++) {
    const done = await runBatch(baseline, {
      runs: runsAtOnce,
      seed: (seed + batch) % 2 ** 31,
      timeoutMs,
      ...(path !== undefined && { path }),
    });
    total.histories += done.histories;
    total.events += done.events;
    // What is torn down under a history fails it; that says nothing about the record.
    if (interrupted.aborted) break;
    if (done.failure) say(`\n${done.failure}`);
    failed = done.failure !== null;
    if (path !== undefined) break;
    if (Date.now() - said > sayEveryMs) {
      said = Date.now();
      say(`${total.histories} histories, ${total.events} events delivered, ${seconds()} s`);
    }
  }
  await Promise.all([admin.end(), machine.end()]);
  const good = interrupted.aborted ? "interrupted, none wrong so far" : "all ended as they should";
  const end = failed ? "one ended differently" : good;
  say(
    `${total.histories} histories of ${names.size} scenarios, ${total.events} events delivered in ${seconds()} s, ${retries.count} sent again after a 5xx: ${end}`,
  );
  return interrupted.aborted ? 130 : failed ? 1 : 0;
});
