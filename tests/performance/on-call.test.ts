import { afterAll, expect, test } from "vitest";
import { admin, machine, plantTenant } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const live = 3_000;

test("who is on a call costs no more where thousands of calls go on", async () => {
  const { id, rep } = await plantTenant();
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`insert into public.calls (id, tenant_id, direction, from_number, to_number, status,
        stage, created_at)
      select gen_random_uuid(), ${id}, 'inbound', '+12065550177', '+12065550100', 'ringing',
        'greeting', now() from generate_series(1, ${live}::integer)`;
  });
  await admin`analyze public.calls`;
  const isOn = async () => {
    const [row] = await admin`
      select private.is_on_call(${id}, ${rep}, gen_random_uuid()) as is_on_call`;
    return row?.is_on_call;
  };
  const buffers = async () => {
    const [row] = await admin`explain (analyze, buffers, timing off, format json)
      select private.is_on_call(${id}, ${rep}, gen_random_uuid())`;
    const [{ Plan }] = row?.["QUERY PLAN"] ?? [];
    return Plan["Shared Hit Blocks"] + Plan["Shared Read Blocks"];
  };
  expect(await isOn()).toBe(false);
  expect(await buffers()).toBeLessThan(50);
  await admin`update public.calls set also_on = array[${rep}::uuid] where (tenant_id, id) in (
    select tenant_id, id from public.calls where tenant_id = ${id} limit 1)`;
  expect(await isOn()).toBe(true);
});
