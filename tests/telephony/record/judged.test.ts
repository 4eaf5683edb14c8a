import { afterAll, expect, test } from "vitest";
import { catalogue } from "@/local/scenarios/catalogue";
import { admin, machine, plantTenant, record } from "@/tests/telephony/record/call-record";
import { writtenCall } from "@/tests/telephony/record/written-call";

const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** Where a statement names a table or view, and not a function. */
const relation =
  /\b(?:from|join|into|update)\s+(?:only\s+)?(?:public|private|auth|jobs)\.\w+\b(?!\()/i;

type Judging = { name: string; volatility: string; as_owner: boolean; body: string };

/** private.judge and every function of ours that it calls, or that these call. */
async function judging(): Promise<Judging[]> {
  const all = await admin<Judging[]>`
    select p.oid::regproc::text as name, provolatile as volatility, prosecdef as as_owner,
      regexp_replace(coalesce(pg_get_function_sqlbody(p.oid), prosrc), '--[^\n]*', '', 'g') as body
    from pg_proc p join pg_namespace n on n.oid = pronamespace
    where nspname in ('private', 'public', 'machine')`;
  const found = new Set(all.filter(({ name }) => /^private\.judge(_|$)/.test(name)));
  for (const { body } of found) {
    const called = new Set([...body.matchAll(/\b(?:private|public|machine)\.\w+(?=\()/g)].flat());
    for (const one of all) if (called.has(one.name)) found.add(one);
  }
  return [...found];
}

test("what judges a call is immutable, runs as who asks, and names no table", async () => {
  const functions = await judging();
  expect(functions.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["private.judge", "private.judge_served", "private.find_talk"]),
  );
  for (const { name, volatility, as_owner, body } of functions) {
    expect({ name, volatility, as_owner }).toEqual({ name, volatility: "i", as_owner: false });
    // Nothing is found without its schema: the search path is pg_catalog.
    expect(body, name).not.toMatch(relation);
  }
});

test("a role that may read nothing judges every shape of call as it is on record", async () => {
  const shapes = catalogue.filter(({ events }) => events !== undefined);
  const names = new Map<string, string>();
  for (const scenario of shapes) {
    const { callId, events } = await writtenCall(scenario, tenant);
    for (const event of events) await record(tenant, callId, event);
    names.set(callId, scenario.name);
  }
  const ids = [...names.keys()];
  const evidence = await admin`
    select c.id, c.status::text, c.outcome, c.outcome_reason, c::text as call,
      array(select l from public.call_legs l where l.call_id = c.id)::text as legs,
      array(select s from public.call_spans s where s.call_id = c.id)::text as spans,
      array(select s from public.call_steps s where s.call_id = c.id)::text as steps,
      array(select r from public.recordings r where r.call_id = c.id)::text as recordings
    from public.calls c where c.tenant_id = ${tenant.id} and c.id = any (${ids})`;
  expect(evidence).toHaveLength(shapes.length);
  const functions = (await judging()).map(({ name }) => name);
  const undone = new Error("The role goes with its transaction");
  const judge = admin.begin(async (sql) => {
    await sql`create role judges_calls`;
    await sql`grant usage on schema private to judges_calls`;
    for (const name of functions) {
      await sql`grant execute on function ${sql.unsafe(name)} to judges_calls`;
    }
    await sql`set local role judges_calls`;
    for (const { id, status, outcome, outcome_reason, ...of } of evidence) {
      const [verdict] = await sql`
        select (v).status::text, (v).outcome, (v).outcome_reason
        from private.judge(${of.call}::text::public.calls, ${of.legs}::text::public.call_legs[],
          ${of.spans}::text::public.call_spans[], ${of.steps}::text::public.call_steps[],
          ${of.recordings}::text::public.recordings[]) v`;
      expect(verdict, names.get(id)).toEqual({ status, outcome, outcome_reason });
    }
    await expect(sql`select from public.calls`).rejects.toThrow("permission denied");
    throw undone;
  });
  await expect(judge).rejects.toBe(undone);
});
