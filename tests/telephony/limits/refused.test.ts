import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { TablesUpdate } from "@/lib/db/supabase/database.types";
import { callWithCode } from "@/lib/phones/verify";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { meAs } from "@/tests/telephony/calls/verifying";
import { customer, initiate, onlyCall, ringInVain } from "@/tests/telephony/calls/walk";
import { refusalsOf } from "@/tests/telephony/limits/floor";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const placedAtTwilio = async () => (await tenant.carrier.calls(tenant.accountSid)).length;

async function setLimits(limits: TablesUpdate<"tenants">) {
  const { error } = await tenant.admin.db.from("tenants").update(limits).eq("id", tenant.id);
  expect(error).toBeNull();
}

/** The rep has another phone, and has verified it while it was allowed. */
async function moveTo(phone: string) {
  const theirs = admin`tenant_id = ${tenant.id} and user_id = ${tenant.rep.userId}`;
  await admin`update public.personal_phones set phone = ${phone} where ${theirs}`;
  await admin`update public.personal_phones set verified_at = now() where ${theirs}`;
}

/** The call is refused, nothing is dialled, and the audit log has it. */
async function expectRefused(
  to: string,
  status: number,
  code: string,
  country: string | null,
  range?: string,
) {
  const before = await placedAtTwilio();
  const response = await initiate(tenant.rep, { to });
  const answer = await response.json();
  expect({ status: response.status, code: answer.error?.code }).toEqual({ status, code });
  expect(await placedAtTwilio()).toBe(before);
  expect((await refusalsOf(tenant)).at(-1)).toEqual({
    actor_id: tenant.rep.userId,
    detail: { reason: code, country, ends_in: to.slice(-2), ...(range && { range }) },
  });
  return { message: answer.error.message, retryAfter: response.headers.get("retry-after") };
}

describe("a number is refused, in words, before anything is dialled, and noted:", () => {
  test("in a country that is not allowed; once it is, the call is placed", async () => {
    const berlin = "+493023125005";
    const { message } = await expectRefused(berlin, 403, "country_not_allowed", "DE");
    expect(message).toBe(
      "Calls to Germany aren't allowed in your company. They can be allowed in Settings → Calling. Ask Ada Admin.",
    );
    await setLimits({ allowed_countries: ["US", "DE"] });
    expect((await initiate(tenant.rep, { to: berlin })).status).toBe(201);
  });

  test("on an island that shares the country code", async () => {
    const { message } = await expectRefused("+18765551234", 403, "country_not_allowed", "JM");
    expect(message).toContain("Calls to Jamaica");
  });

  test.each([
    ["+19005551234", "US", "Premium-rate"],
    ["+881612345678", null, "Satellite"],
    ["+49118331", "DE", "Premium-rate"],
    ["+49190123456", "DE", "Premium-rate"],
    ["+34905123456", "ES", "Premium-rate"],
    ["+81570123456", "JP", "Premium-rate"],
  ])("that no team calls: %s", async (to, country, words) => {
    await setLimits({ allowed_countries: ["US", "CA", "GB", "DE", "ES", "JP"] });
    const { message } = await expectRefused(to, 403, "number_not_allowed", country);
    expect(message).toContain(words);
  });

  test.each([
    ["+18615550132", null, "+1 861"],
    ["+16245550132", null, "+1 624"],
    ["+4399912345", "AT", "+43 999"],
  ])(
    "in a range that the table lacks (%s), until an admin allows it",
    async (to, country, range) => {
      await setLimits({ allowed_countries: ["US", "AT"] });
      const { message } = await expectRefused(to, 403, "number_not_allowed", country, range);
      expect(message).toMatch(
        /^Ringbook's table of area codes \(libphonenumber-js [0-9.]+\) doesn't know \+/,
      );
      expect(message).toContain(`${range} can be allowed in Settings → Calling.`);
      await setLimits({ allowed_prefixes: [range.replace(" ", "")] });
      expect((await initiate(tenant.rep, { to })).status).toBe(201);
      const { data } = await tenant.admin.db.from("audit_log").select("action, actor_id, detail");
      expect(data).toContainEqual({
        action: "settings.changed",
        actor_id: tenant.admin.userId,
        detail: { allowed_prefixes: { from: [], to: [range.replace(" ", "")] } },
      });
    },
  );

  test("of a company, whose price is its own, until an admin allows its range", async () => {
    const to = "+31881234567";
    await setLimits({ allowed_countries: ["US", "NL"] });
    const { message } = await expectRefused(to, 403, "number_not_allowed", "NL", "+31 881");
    expect(message).toContain("company numbers, which may cost more");
    await setLimits({ allowed_prefixes: ["+3188"] });
    expect((await initiate(tenant.rep, { to })).status).toBe(201);
  });

  test.each([
    ["+19001551234", null],
    ["+12069761234", "US"],
    ["+49190123456", "DE"],
    ["+881612345678", null],
  ])("that no allowed range opens: %s", async (to, country) => {
    await setLimits({ allowed_prefixes: [to.slice(0, 6), to] });
    await expectRefused(to, 403, "number_not_allowed", country);
  });

  test("on the do-not-call list; taken off it, the call is placed", async () => {
    const row = { tenant_id: tenant.id, number: customer, note: "Asked us to stop" };
    expect((await tenant.manager.db.from("do_not_call").insert(row)).error).toBeNull();
    const { message } = await expectRefused(customer, 403, "do_not_call", "US");
    expect(message).toBe("This number is on your do-not-call list.");
    await tenant.manager.db.from("do_not_call").delete().eq("number", customer);
    expect((await initiate(tenant.rep, { to: customer })).status).toBe(201);
  });

  test("when the rep's own phone is where calls may not go, or costs a premium", async () => {
    await moveTo("+493023125005");
    const far = await expectRefused(customer, 422, "own_phone_not_allowed", "US");
    expect(far.message).toContain("calls to Germany aren't allowed");
    await moveTo("+19005551234");
    const refusal = await expectRefused(customer, 422, "own_phone_not_allowed", "US");
    expect(refusal.message).toContain("Settings → Profile");
    expect(JSON.stringify(await refusalsOf(tenant))).not.toContain("9005551234");
  });
});

describe("an allowed range", () => {
  test.each([
    [["+1"]],
    [["+44"]],
    [["+353"]],
    [["1861"]],
    [["+1 861"]],
    [["+0861"]],
    [["+1861", ""]],
    [Array.from({ length: 21 }, (_, each) => `+1${200 + each}`)],
  ])("%j is refused by the database", async (allowed_prefixes) => {
    const saved = tenant.admin.db.from("tenants").update({ allowed_prefixes }).eq("id", tenant.id);
    expect((await saved).error?.message).toContain("violates check constraint");
  });

  test("is set by admins alone", async () => {
    for (const { db } of [tenant.rep, tenant.manager])
      await db
        .from("tenants")
        .update({ allowed_prefixes: ["+1861"] })
        .eq("id", tenant.id);
    const { data } = await tenant.admin.db.from("tenants").select("allowed_prefixes").single();
    expect(data).toEqual({ allowed_prefixes: [] });
  });

  test("opens a rep's own phone: its code, its calls and its callers", async () => {
    const phone = "+18615550132";
    await moveTo(phone);
    const refused = await expectRefused(customer, 422, "own_phone_not_allowed", "US", "+1 861");
    expect(refused.message).toContain("+1 861 can be allowed in Settings → Calling.");
    await admin`update public.personal_phones set verified_at = null where phone = ${phone}`;
    const me = meAs(tenant, tenant.rep, phone);
    await expect(callWithCode(me, new Date())).rejects.toMatchObject({
      code: "own_phone_not_allowed",
      message: expect.stringContaining("+1 861 can be allowed in Settings → Calling."),
    });
    const noted = await tenant.admin.db
      .from("audit_log")
      .select("detail")
      .eq("action", "personal_phone.verification_refused");
    expect(noted.data).toEqual([{ detail: { reason: "own_phone_not_allowed", range: "+1 861" } }]);

    await setLimits({ allowed_prefixes: ["+1861"] });
    await callWithCode(me, new Date());
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await admin`update public.personal_phones set verified_at = now() where phone = ${phone}`;
    await tenant.carrier.handset(tenant.accountSid, customer).dial(tenant.number);
    await tenant.carrier.advance(tenant.accountSid, 10);
    const rings = await tenant.carrier.handset(tenant.accountSid, phone).state();
    expect(rings).toMatchObject({ state: "ringing", peer: customer });
  });
});

describe("a limit refuses with 429, says when to try again, and is noted:", () => {
  const callAndHangUp = async () => {
    expect((await initiate(tenant.rep, { to: customer })).status).toBe(201);
    await tenant.carrier.runUntilIdle(tenant.accountSid);
  };

  test.each([
    ["user_calls_per_hour", "user_limit_reached", "limit of 1 call per person, per hour", 3600],
    ["user_calls_per_day", "user_limit_reached", "limit of 1 call per person, per day", 86_400],
    ["tenant_calls_per_hour", "tenant_limit_reached", "limit of 1 call per hour", 3600],
    ["tenant_calls_per_day", "tenant_limit_reached", "call again in 24 hours", 86_400],
  ])("%s", async (limit, code, words, window) => {
    await setLimits({ [limit]: 1 });
    await callAndHangUp();
    const { message, retryAfter } = await expectRefused(customer, 429, code, "US");
    expect(message).toContain(words);
    expect(Number(retryAfter)).toBeGreaterThan(window - 60);
    expect(Number(retryAfter)).toBeLessThanOrEqual(window);
  });

  test("what the company may spend in a day", async () => {
    await callAndHangUp();
    await admin`update public.calls set price = 12.5 where tenant_id = ${tenant.id}`;
    await setLimits({ spend_per_day: 12.5 });
    const { message, retryAfter } = await expectRefused(customer, 429, "spend_limit_reached", "US");
    expect(message).toContain("tomorrow");
    expect(Number(retryAfter)).toBeLessThanOrEqual(25 * 3600);
  });

  test("as many concurrent calls as the company allows", async () => {
    await setLimits({ calls_at_once: 1 });
    expect((await initiate(tenant.rep2, { to: customer })).status).toBe(201);
    const { message, retryAfter } = await expectRefused(customer, 429, "too_many_calls", "US");
    expect(message).toContain("1 concurrent call");
    expect(retryAfter).toBe("30");
  });

  test("four people at once, over HTTP: as many calls as are allowed, no more", async () => {
    await setLimits({ calls_at_once: 2 });
    const { admin: boss, manager, rep, rep2 } = tenant;
    const answers = await Promise.all(
      [boss, manager, rep, rep2].flatMap((member) =>
        [1, 2, 3, 4, 5].map(() => initiate(member, { to: customer })),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(await placedAtTwilio()).toBe(2);
  });
});

describe("a caller is not forwarded to a phone", () => {
  test.each([
    ["where calls may not go", "+493023125005"],
    ["that costs a premium", "+19005551234"],
  ])("%s", async (_, phone) => {
    await moveTo(phone);
    await ringInVain(tenant);
    expect(await onlyCall(tenant)).toMatchObject({ outcome: "missed" });
    const calls = await tenant.carrier.calls(tenant.accountSid);
    expect(calls.map(({ to }) => to)).toEqual([tenant.number]);
  });
});

const settings = "They can be allowed in Settings → Calling.";
test.each([
  ["+493023125005", `calls to Germany aren't allowed in your company. ${settings}`, true],
  ["+19005551234", "its number isn't an ordinary one. Change it in Settings → Profile.", false],
])(
  "a phone where calls may not go (%s) is not called to verify it either",
  async (phone, why, asks) => {
    await moveTo(phone);
    await admin`update public.personal_phones set verified_at = null where user_id = ${tenant.rep.userId}`;
    const me = meAs(tenant, tenant.rep, phone);
    const asked = callWithCode(me, new Date());
    const message = `Your own phone can't be called: ${why}`;
    await expect(asked).rejects.toMatchObject({
      ...{ code: "own_phone_not_allowed", status: 422 },
      message: asks ? `${message} Ask ${tenant.admin.name}.` : message,
    });
    expect(await placedAtTwilio()).toBe(0);
  },
);
