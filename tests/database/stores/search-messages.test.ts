import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { searchMessages } from "@/lib/messages/search";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  [tenant, other] = await Promise.all([makeTenant(), makeTenant()]);
  await write(tenant, "Your roof is ready, über-nice", 1);
  await write(tenant, "The roofer comes on Monday", 40, { owner: tenant.rep.userId });
  await write(tenant, "Roof and solar panels", 400, { closed: true });
  await write(tenant, "Proof of payment", 2);
  await write(tenant, "An old roof", 1_200);
  await write(other, "Your roof is theirs", 1);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

async function write(
  { id, numberId }: TestTenant,
  body: string,
  daysAgo: number,
  { owner, closed = false }: { owner?: string; closed?: boolean } = {},
): Promise<void> {
  const thread = randomUUID();
  const number = `+1206${String(daysAgo).padStart(7, "0")}`;
  await admin`insert into public.message_threads (id, tenant_id, phone_number_id, customer_number,
      owner_id, closed_at, last_message_at, last_direction, last_text, created_at)
    values (${thread}, ${id}, ${numberId}, ${number}, ${owner ?? null},
      case when ${closed} then now() end, now(), 'inbound', ${body}, now())`;
  await admin`insert into public.messages (id, tenant_id, thread_id, first_thread_id,
      phone_number_id, customer_number, direction, body, status, created_at)
    values (gen_random_uuid(), ${id}, ${thread}, ${thread}, ${numberId}, ${number}, 'inbound',
      ${body}, 'received', now() - make_interval(days => ${daysAgo}))`;
}

const find = async (query: string, narrowed: object = {}) => {
  const hits = await searchMessages(tenant.rep.db, query, { size: 10, ...narrowed });
  return hits.map(({ body }) => body);
};

const all = [
  "Your roof is ready, über-nice",
  "The roofer comes on Monday",
  "Roof and solar panels",
];

test.each([
  ["roof", all],
  ["ROOF mon", ["The roofer comes on Monday"]],
  ["Über", ["Your roof is ready, über-nice"]],
  ["solar, panels!", ["Roof and solar panels"]],
  ["oof", []],
  ["%_'\\", []],
  ["roof':* | '", all],
])(
  "%j finds words by their beginning, the newest first, of one's company",
  async (query, found) => {
    expect(await find(query)).toEqual(found);
  },
);

test("only what the inbox shows is found where it is narrowed", async () => {
  expect(await find("roof", { show: "mine" })).toEqual(["The roofer comes on Monday"]);
  expect(await find("roof", { show: "unassigned", closed: false })).toEqual([
    "Your roof is ready, über-nice",
  ]);
  expect(await find("roof", { closed: true })).toEqual(["Roof and solar panels"]);
});

test("no more than asked for are given", async () => {
  expect(await searchMessages(tenant.rep.db, "roof", { size: 1 })).toHaveLength(1);
});
