import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { carrierControl } from "@/local/carrier/control";
import { setUpTenant } from "@/local/tenant/set-up";
import { stack } from "@/tests/support/stack";
import { admin } from "@/tests/telephony/record/call-record";

const carrier = carrierControl(stack.urls.carrier);

let options: Parameters<typeof setUpTenant>[0];
let twilio: Parameters<typeof setUpTenant>[1];
beforeEach(async () => {
  const account = await carrier.ensureAccount({
    friendlyName: "From the environment",
    clock: "virtual",
    numbers: [{ phoneNumber: "+12065550133" }],
  });
  options = {
    email: `${randomBytes(6).toString("hex")}@environment.test`,
    password: "a long password",
    company: "Environment Inc.",
    name: "Eve Admin",
    country: "US",
    zone: "America/New_York",
  };
  twilio = {
    TWILIO_ACCOUNT_SID: account.sid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_PHONE_NUMBER: "(206) 555-0133",
    FORWARD_PHONE_NUMBER: "+1 206 555 0144",
  };
});

const saved = () => admin`
  select p.role, p.email, ph.phone, n.number, n.forward_to = p.user_id as forwards,
    a.auth_token_ciphertext
  from public.twilio_accounts a
  join public.profiles p on p.tenant_id = a.tenant_id
  join public.personal_phones ph on ph.tenant_id = a.tenant_id and ph.user_id = p.user_id
  join public.phone_numbers n on n.tenant_id = a.tenant_id
  where a.account_sid = ${twilio.TWILIO_ACCOUNT_SID}`;

describe("a tenant from the environment", () => {
  test("has its admin, its account and its number, which rings the admin's phone", async () => {
    expect(await setUpTenant(options, twilio)).toContain("Environment Inc. is set up");
    const [row, ...others] = await saved();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      role: "admin",
      email: options.email,
      phone: "+12065550144",
      number: "+12065550133",
      forwards: true,
    });
    expect(row?.auth_token_ciphertext).not.toContain(twilio.TWILIO_AUTH_TOKEN);
  });

  test("is changed, not doubled, when set up again", async () => {
    await setUpTenant(options, twilio);
    await setUpTenant(options, { ...twilio, FORWARD_PHONE_NUMBER: "+12065550145" });
    const rows = await saved();
    expect(rows.map((row) => row.phone)).toEqual(["+12065550145"]);
  });

  test.each([
    ["a wrong token", { TWILIO_AUTH_TOKEN: "0".repeat(32) }, /doesn't accept/],
    ["a number of another account", { TWILIO_PHONE_NUMBER: "+12065550134" }, /is not in/],
    ["a phone that cannot exist", { FORWARD_PHONE_NUMBER: "12" }, /no phone can have/],
  ])("is refused in words for %s, and nothing is made", async (_, changes, words) => {
    await expect(setUpTenant(options, { ...twilio, ...changes })).rejects.toThrow(words);
    expect(await saved()).toHaveLength(0);
  });
});
