import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { newAgent } from "@/lib/agent/settings/schema";
import { openTrial } from "@/lib/agent/sound/trial";
import { agentTrial, beginTrial, endTrial } from "@/lib/agent/try/machine";
import { plantProvider } from "@/local/tenant/plant-agent";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
  const models = { model: "m", transcriptionModel: "m" };
  await plantProvider(admin, tenant.id, { baseUrl: "https://speech.test", key: "any", ...models });
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const secondsLeft = async () => (await agentTrial(tenant.id, tenant.admin.userId))?.seconds_left;

test("a trial that cannot begin takes nothing of the day", async () => {
  await admin`update public.realtime_settings set api_key_ciphertext = 'of another key'
    where tenant_id = ${tenant.id}`;
  const trial = { tenantId: tenant.id, userId: tenant.admin.userId, standIn: undefined };
  const on = { sounds: () => {}, written: () => {}, ended: () => {} };
  await expect(openTrial({ ...trial, draft: newAgent }, on)).rejects.toMatchObject({
    code: "api_key_unreadable",
  });
  expect(await secondsLeft()).toBeGreaterThan(1_790);
});

test("of a day's minutes each trial that goes on has three, however many begin at once", async () => {
  const ids = Array.from({ length: 12 }, () => randomUUID());
  const begun = await Promise.all(ids.map((id) => beginTrial(tenant.id, id)));
  expect(begun.filter((left) => left !== null)).toHaveLength(10);
  expect(await secondsLeft()).toBe(0);
  // What they did not use is there again.
  await Promise.all(ids.map((id) => endTrial(tenant.id, id)));
  expect(await secondsLeft()).toBeGreaterThan(1_700);
});
