import { afterAll, expect, test } from "vitest";
import { forgetCalls } from "@/tests/telephony/reconcile/lost";
import { admin, machine, plantTenant } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const live = 3_000;

test("who is on a call costs no more where thousands of calls go on", async () => {
  const tenant = await plantTenant();
  const { id, rep } = tenant;
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`insert into public.calls (id, tenant_id, direction, from_number, to_number, status,
        stage, created_at)
      select gen_random_uuid(), ${id}, 'inbound', '+12065550177', '+12065550100', 'ringing',
        'greeting', now() from generate_series(1, ${live}::integer)`;
  });
  await admin`analyze public.calls`;
  // What a connection reads of the catalog at first is not the question's.
  const one = await admin.reserve();
  const isOn = async () => {
    const [row] = await one`
      select private.is_on_call(${id}, ${rep}, gen_random_uuid()) as is_on_call`;
    return row?.is_on_call;
  };
  const buffers = async () => {
    const [row] = await one`explain (analyze, buffers, timing off, format json)
      select private.is_on_call(${id}, ${rep}, gen_random_uuid())`;
    const [{ Plan }] = row?.["QUERY PLAN"] ?? [];
    return Plan["Shared Hit Blocks"] + Plan["Shared Read Blocks"];
  };
  try {
    expect(await isOn()).toBe(false);
    expect(Math.min(await buffers(), await buffers(), await buffers())).toBeLessThan(50);
    await one`update public.calls set also_on = array[${rep}::uuid] where (tenant_id, id) in (
      select tenant_id, id from public.calls where tenant_id = ${id} limit 1)`;
    expect(await isOn()).toBe(true);
  } finally {
    one.release();
    // The measurements of other files are of fewer calls.
    await forgetCalls(tenant);
    await admin`analyze public.calls`;
  }
});
