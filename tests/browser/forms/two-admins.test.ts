import { beforeEach, describe, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { sessionCookie } from "@/tests/support/cookie";
import { openForm, words } from "@/tests/support/form";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

describe("two admins save settings:", () => {
  type Values = Record<string, string | string[]>;
  const two = async (path: string, having: string) => {
    const second = { ...tenant.rep, db: tenant.rep.db };
    await given(
      tenant.admin.db.rpc("change_member_role", { member: second.userId, new_role: "admin" }),
    );
    const open = async (member: Member) =>
      openForm(path, { cookie: await sessionCookie(member), having });
    return [await open(tenant.admin), await open(second)] as const;
  };
  const company = async () =>
    (await given(tenant.admin.db.from("tenants").select().single())) ?? {};

  const limits = {
    user_calls_per_hour: "60",
    user_calls_per_day: "300",
    tenant_calls_per_hour: "500",
    tenant_calls_per_day: "3000",
    calls_at_once: "20",
    spend_per_day: "100",
  };
  const policy = {
    recording_enabled: "on",
    recording_notice: "This call may be recorded.",
    keep_recordings_days: "",
    time_limit_minutes: "120",
    after_call_seconds: "0",
    announce_recording: "always",
    rep_caller_id: "caller",
  };

  test.each<[string, string, string, Values, Values, Values, object]>([
    [
      "the company",
      "/settings/company",
      'name="time_zone"',
      { country_code: "US", time_zone: "America/Los_Angeles" },
      { name: "One Name" },
      { name: "SAME", time_zone: "Europe/Berlin" },
      { name: "One Name", time_zone: "Europe/Berlin" },
    ],
    [
      "calls and recording",
      "/settings/company",
      'name="recording_notice"',
      policy,
      { recording_notice: "We record." },
      { time_limit_minutes: "60", keep_recordings_days: "30", after_call_seconds: "45" },
      {
        recording_notice: "We record.",
        call_time_limit_seconds: 3600,
        keep_recordings_days: 30,
        after_call_seconds: 45,
        recording_enabled: true,
      },
    ],
    [
      "the limits",
      "/settings/calling",
      'name="calls_at_once"',
      limits,
      { calls_at_once: "7" },
      { spend_per_day: "12.5" },
      { calls_at_once: 7, spend_per_day: "12.50" },
    ],
  ])(
    "%s: different fields both stay",
    async (_, path, having, unchanged, first, second, expected) => {
      const [one, other] = await two(path, having);
      const named = (values: Values) => ({
        ...(path === "/settings/company" && "country_code" in unchanged && { name: tenant.name }),
        ...unchanged,
        ...values,
        ...(values.name === "SAME" && { name: tenant.name }),
      });
      expect((await one.send(named(first))).status).toBe(200);
      expect((await other.send(named(second))).status).toBe(200);
      expect(await company()).toMatchObject(expected);
    },
  );

  test("of two who save one limit at once, one is saved and the other is asked", async () => {
    for (const round of [1, 2, 3, 4, 5]) {
      const pair = await two("/settings/calling", 'name="calls_at_once"');
      const wanted = [`${round}1`, `${round}2`];
      const answers = await Promise.all(
        pair.map(async (form, nth) =>
          words(await form.send({ ...limits, calls_at_once: wanted[nth] ?? "" })),
        ),
      );
      const won = answers.map((answer) => answer.includes("Applies from the next call."));
      expect(won.toSorted()).toEqual([false, true]);
      expect(answers[won.indexOf(false)]).toMatch(/while you were editing/);
      const saved = await given(tenant.admin.db.from("tenants").select("calls_at_once").single());
      expect(String(saved.calls_at_once)).toBe(wanted[won.indexOf(true)]);
    }
  });

  test.each<[string, string, string, Values, Values, Values, string, object]>([
    [
      "the recording notice",
      "/settings/company",
      'name="recording_notice"',
      policy,
      { recording_notice: "Theirs." },
      { recording_notice: "Mine." },
      "Ada Admin changed the recording notice to “Theirs.” while you were editing.",
      { recording_notice: "Theirs." },
    ],
    [
      "a limit",
      "/settings/calling",
      'name="calls_at_once"',
      limits,
      { calls_at_once: "7" },
      { calls_at_once: "8" },
      "Ada Admin changed concurrent calls to “7” while you were editing.",
      { calls_at_once: 7 },
    ],
    [
      "the countries",
      "/settings/calling",
      'name="allowed_countries"',
      {},
      { allowed_countries: ["US", "CA"] },
      { allowed_countries: ["US", "MX"] },
      "Ada Admin changed the countries to “Canada, United States” while you were editing.",
      { allowed_countries: ["US", "CA"] },
    ],
    [
      "the number's person",
      "/settings/numbers/ID",
      'name="forward_to"',
      {},
      { forward_to: "MANAGER" },
      { forward_to: "" },
      "Ada Admin changed where calls go to “Mo Manager” while you were editing.",
      {},
    ],
  ])(
    "%s: the second is shown what the first changed",
    async (_, path, having, rest, first, second, sentence, expected) => {
      const [one, other] = await two(path.replace("ID", tenant.numberId), having);
      const ofNumber = path.endsWith("ID") && { id: tenant.numberId, name: "" };
      const all = (values: Values) => ({
        ...rest,
        ...ofNumber,
        ...values,
        ...(values.forward_to === "MANAGER" && { forward_to: tenant.manager.userId }),
      });
      await one.send(all(first));
      expect(await words(await other.send(all(second)))).toContain(sentence);
      expect(await company()).toMatchObject(expected);
      const number = await given(tenant.admin.db.from("phone_numbers").select().single());
      if (ofNumber) expect(number.forward_to).toBe(tenant.manager.userId);
    },
  );
});

test("one's own name and phone in two windows: the second hears of the first", async () => {
  const cookie = await sessionCookie(tenant.rep);
  const open = (having: string) => openForm("/settings/profile", { cookie, having });
  const [one, other] = [await open('name="name"'), await open('name="name"')];
  await one.send({ name: "Rae First" });
  expect(await words(await other.send({ name: "Rae Second" }))).toContain(
    "You changed the name to “Rae First” in another window.",
  );
  const [phone, another] = [await open('name="phone"'), await open('name="phone"')];
  await phone.send({ phone: "(206) 555-0188" });
  expect(await words(await another.send({ phone: "(206) 555-0189" }))).toContain(
    "You changed the phone to “(206) 555-0188” in another window.",
  );
  const me = await given(
    tenant.rep.db.from("personal_phones").select("phone").eq("user_id", tenant.rep.userId).single(),
  );
  expect(me.phone).toBe("+12065550188");
});
