import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { bringNumbersJob } from "@/lib/livekit-account/job";
import { plantLivekit } from "@/local/tenant/plant-livekit";
import { makeLivekit, type TestLivekit } from "@/tests/support/livekit";
import { keepSweepsAway } from "@/tests/support/sweeps";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

keepSweepsAway();
let tenant: TestTenant;
let livekit: TestLivekit;
beforeEach(async () => {
  [tenant, livekit] = await Promise.all([makeTenant(), makeLivekit()]);
  await plantLivekit(admin, tenant.id, livekit);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

async function setup(member: Member, method: "POST" | "DELETE" = "POST") {
  const response = await ask(member, "/api/rooms/setup", { method });
  return { status: response.status, ...(await response.json()) };
}

const account = async () => {
  const [row] = await admin`select * from public.livekit_accounts where tenant_id = ${tenant.id}`;
  return row ?? {};
};
const atLivekit = async () => {
  const [trunks, rules] = await Promise.all([
    livekit.sip.listSipInboundTrunk(),
    livekit.sip.listSipDispatchRule(),
  ]);
  return { trunks, rules };
};

test("setting up makes a trunk and a rule for it alone; again it changes nothing", async () => {
  const first = await setup(tenant.admin);
  expect(first).toMatchObject({ status: 200, changed: true, numbers: [tenant.number] });
  const { trunks, rules } = await atLivekit();
  const row = await account();
  expect(trunks).toMatchObject([
    {
      sipTrunkId: first.trunk_id,
      numbers: [tenant.number],
      metadata: `ringbook:${tenant.id}`,
      authUsername: row.sip_username,
      headersToAttributes: { "X-Ringbook-Call": "ringbook.call" },
    },
  ]);
  expect(trunks[0]?.authPassword).toMatch(/^[\w-]{32}$/);
  expect(rules).toMatchObject([
    {
      sipDispatchRuleId: first.dispatch_rule_id,
      trunkIds: [first.trunk_id],
      attributes: { "ringbook.tenant": tenant.id },
      rule: { rule: { value: { roomPrefix: row.room_prefix } } },
    },
  ]);
  expect(row).toMatchObject({ trunk_id: first.trunk_id, is_on: false, setup_claim: null });
  expect(await setup(tenant.admin)).toMatchObject({ ...first, changed: false });
  expect((await atLivekit()).trunks[0]?.updatedAt).toEqual(trunks[0]?.updatedAt);
});

test("what was deleted, changed or doubled at LiveKit is repaired", async () => {
  const first = await setup(tenant.admin);
  await livekit.sip.deleteSipDispatchRule(first.dispatch_rule_id);
  await livekit.sip.updateSipInboundTrunkFields(first.trunk_id, { authPassword: "other" });
  await livekit.sip.createSipInboundTrunk("again", ["+12065550199"], {
    metadata: `ringbook:${tenant.id}`,
  });
  const again = await setup(tenant.admin);
  expect(again).toMatchObject({ status: 200, changed: true, trunk_id: first.trunk_id });
  const { trunks, rules } = await atLivekit();
  expect(trunks.map(({ sipTrunkId }) => sipTrunkId)).toEqual([first.trunk_id]);
  expect(trunks[0]?.authPassword).not.toBe("other");
  expect(rules).toMatchObject([{ trunkIds: [first.trunk_id] }]);
  await livekit.sip.deleteSipTrunk(first.trunk_id);
  const third = await setup(tenant.admin);
  expect(third.trunk_id).not.toBe(first.trunk_id);
  expect((await atLivekit()).rules).toMatchObject([{ trunkIds: [third.trunk_id] }]);
});

test("added and removed numbers come to the trunk by a job, or the next setup", async () => {
  await setup(tenant.admin);
  await admin`insert into public.phone_numbers (tenant_id, number)
    values (${tenant.id}, '+12065550101')`;
  const [job] = await admin`select data from jobs.job
    where name = 'trunks.bring_numbers' and singleton_key = ${tenant.id}`;
  expect(job?.data).toEqual({ tenant_id: tenant.id });
  const turn = { over: false };
  expect(await bringNumbersJob.run({ tenant_id: tenant.id }, turn)).toMatchObject({});
  expect((await atLivekit()).trunks[0]?.numbers).toEqual([tenant.number, "+12065550101"]);
  await admin`update public.phone_numbers set removed_at = now()
    where tenant_id = ${tenant.id} and number = '+12065550101'`;
  expect(await setup(tenant.admin)).toMatchObject({ changed: true, numbers: [tenant.number] });
  expect((await atLivekit()).trunks[0]?.numbers).toEqual([tenant.number]);
});

test("a number on another trunk is named, and nothing is made", async () => {
  await livekit.sip.createSipInboundTrunk("Old phones", [tenant.number.slice(1)]);
  expect(await setup(tenant.admin)).toMatchObject({
    status: 409,
    error: { code: "livekit_number_taken", message: expect.stringContaining("“Old phones”") },
  });
  expect((await atLivekit()).trunks).toHaveLength(1);
  expect(await account()).toMatchObject({ trunk_id: null, setup_claim: null });
  // An admin sees it in the settings; trying again would change nothing.
  const turn = { over: false };
  expect(await bringNumbersJob.run({ tenant_id: tenant.id }, turn)).toEqual({ left: 1 });
});

test("two admins at once make one trunk and one rule; who comes second reads so", async () => {
  const both = await Promise.all([setup(tenant.admin), setup(tenant.admin)]);
  expect(both.map(({ status }) => status).sort()[0]).toBe(200);
  const { trunks, rules } = await atLivekit();
  expect([trunks.length, rules.length]).toEqual([1, 1]);
  const claim = (until: string) => admin`update public.livekit_accounts
    set setup_claim = ${randomUUID()}, setup_until = ${until} where tenant_id = ${tenant.id}`;
  await claim("2100-01-01T00:00:00Z");
  expect(await setup(tenant.admin)).toMatchObject({
    status: 409,
    error: { code: "livekit_busy", message: expect.stringContaining("right now") },
  });
  expect(await setup(tenant.admin, "DELETE")).toMatchObject({ status: 409 });
  // One that was never finished.
  await claim("2020-01-01T00:00:00Z");
  expect(await setup(tenant.admin)).toMatchObject({ status: 200, changed: false });
});

test("removing takes both away and turns rooms off; what is gone already is removed", async () => {
  const first = await setup(tenant.admin);
  await admin`update public.livekit_accounts set is_on = true where tenant_id = ${tenant.id}`;
  await livekit.sip.createSipInboundTrunk("not ours", ["+12065550198"]);
  await livekit.sip.deleteSipDispatchRule(first.dispatch_rule_id);
  expect(await setup(tenant.admin, "DELETE")).toMatchObject({ status: 200 });
  const { trunks, rules } = await atLivekit();
  expect(trunks.map(({ name }) => name)).toEqual(["not ours"]);
  expect(rules).toEqual([]);
  expect(await account()).toMatchObject({ trunk_id: null, set_up_at: null, is_on: false });
  expect(await setup(tenant.admin, "DELETE")).toMatchObject({ status: 200 });
});

test.each([
  ["a wrong secret", { secret: "wrong" }, "livekit_wrong_key"],
  ["no LiveKit at the address", { url: "wss://127.0.0.1:1" }, "livekit_unreachable"],
])("with %s LiveKit's answer is a sentence", async (_, wrong, code) => {
  const other = await makeTenant();
  await plantLivekit(admin, other.id, { ...livekit, ...wrong });
  expect(await setup(other.admin)).toMatchObject({ status: 502, error: { code } });
});

test("without an account or a number nothing is set up, and only admins may", async () => {
  const other = await makeTenant({ withoutTwilio: true });
  expect(await setup(other.admin)).toMatchObject({
    ...{ status: 409, error: { code: "livekit_not_configured" } },
  });
  await plantLivekit(admin, other.id, livekit);
  expect(await setup(other.admin)).toMatchObject({ status: 409, error: { code: "no_numbers" } });
  expect(await setup(tenant.manager)).toMatchObject({ status: 403 });
  expect((await atLivekit()).trunks).toEqual([]);
});

test("what an admin did is in the activity log, without a secret", async () => {
  await setup(tenant.admin);
  const { data } = await tenant.admin.db
    .from("audit_log")
    .select("action, actor_id, detail")
    .eq("action", "livekit.changed");
  expect(data).toMatchObject([{ actor_id: tenant.admin.userId }]);
  expect(JSON.stringify(data)).not.toMatch(/v1\.|password|call-/);
});
