import { afterAll, beforeAll, expect, test } from "vitest";
import { beginSession } from "@/lib/agent/machine";
import { newAgent } from "@/lib/agent/settings/schema";
import { type ScriptedVoice, startScriptedVoice } from "@/local/realtime-voice/scripted";
import { plantAgent } from "@/local/tenant/plant-agent";
import { startAgent } from "@/tests/support/agent";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, inboundId, newSid } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

let voice: ScriptedVoice;
beforeAll(async () => {
  voice = await startScriptedVoice();
  await startAgent({ AGENT_CAPACITY: "50", REALTIME_STAND_IN_URL: voice.url });
}, 400_000);
afterAll(async () => {
  voice.close();
  await admin.end();
});

/** A company of so many places whose number an agent answers; nobody else does. */
async function company(places: number): Promise<TestTenant> {
  const tenant = await makeTenant();
  const provider = { baseUrl: voice.url, key: "any", model: "m", transcriptionModel: "m" };
  await plantAgent(admin, {
    ...{ tenantId: tenant.id, numberId: tenant.numberId, provider },
    settings: { ...newAgent, limits: { ...newAgent.limits, nudge_seconds: 60 } },
  });
  const set = { agent_talks_at_once: places };
  const { error } = await tenant.admin.db.from("tenants").update(set).eq("id", tenant.id);
  if (error) throw new Error(error.message);
  return tenant;
}

const phone = (n: number) => `+1303555${1000 + n}`;

/** A caller dials; whether an agent has them. */
async function dials(tenant: TestTenant, from: string): Promise<"agent" | "route"> {
  const handset = tenant.carrier.handset(tenant.accountSid, from);
  const { callSid } = await handset.dial(tenant.number);
  await tenant.carrier.advance(tenant.accountSid, 3);
  const answered = async () => {
    const log = await tenant.carrier.log(tenant.accountSid);
    return log.flatMap((entry) =>
      entry.kind === "webhook" && entry.callSid === callSid && entry.body ? entry.body : [],
    )[0];
  };
  await expect.poll(answered).toBeTruthy();
  if (!(await answered())?.includes("<Stream")) return "route";
  await expect.poll(async () => (await handset.state()).isStreamed).toBe(true);
  const isTalking = () => admin`select from public.voice_agent_sessions
    where call_sid = ${callSid} and status = 'talking'`;
  await expect.poll(async () => (await isTalking()).length).toBe(1);
  return "agent";
}

test("a company's agents have as many callers as it allows, whatever others have", async () => {
  const [own, other] = [await company(2), await company(1)];
  expect(await dials(own, phone(1))).toBe("agent");
  expect(await dials(own, phone(2))).toBe("agent");
  expect(await dials(own, phone(3))).toBe("route");
  expect(await dials(other, phone(4))).toBe("agent");
  expect(await dials(other, phone(5))).toBe("route");
  // Whoever hangs up makes room.
  await own.carrier.handset(own.accountSid, phone(1)).hangup();
  const live = async () =>
    (
      await admin`select from public.voice_agent_sessions
        where tenant_id = ${own.id} and status <> 'ended'`
    ).length;
  await expect.poll(live).toBe(1);
  expect(await dials(own, phone(6))).toBe("agent");
});

test("of many who come to an agent at once, as many talk as the company allows", async () => {
  const tenant = await company(3);
  const [version] = await admin<{ id: string }[]>`
    select id from public.voice_agent_versions where tenant_id = ${tenant.id}`;
  const planted = { ...tenant, rep: tenant.rep.userId };
  const begin = async () => {
    const CallSid = newSid("CA");
    const fields = callerFields(planted, { CallSid });
    await post({ path: "answer", fields, token: tenant.authToken });
    const at = { call_id: inboundId(planted, CallSid), call_sid: CallSid, place: "agent.1.0.0." };
    return { ...at, version_id: version?.id ?? "", worker_id: crypto.randomUUID() };
  };
  const arrived = await Promise.all(Array.from({ length: 10 }, begin));
  const begun = await Promise.all(
    arrived.map((beginning) => beginSession(tenant.id, beginning, new Date())),
  );
  expect(begun.filter((one) => one !== null)).toHaveLength(3);
});
