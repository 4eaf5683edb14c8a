import { beforeAll, expect, test } from "vitest";
import { saveTwilioAccount } from "@/lib/machine/calls";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { newSid } from "@/tests/record/call-record";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

let acme: TestTenant;
let globex: TestTenant;
beforeAll(async () => {
  [acme, globex] = await Promise.all([
    makeTenant({ withoutTwilio: true }),
    makeTenant({ withoutTwilio: true }),
  ]);
});

const row = (tenant: TestTenant, accountSid: string) => ({
  account_sid: accountSid,
  auth_token_ciphertext: sealAuthToken("token", tenant.id),
  auth_token_last_four: "oken",
});
const accept = (tenant: TestTenant, accountSid: string, member = tenant.admin) =>
  saveTwilioAccount(tenant.id, member.userId, row(tenant, accountSid), new Date());

test("an account that was claimed without ever being accepted by Twilio gives way to its owner", async () => {
  const sid = newSid("AC");
  const { error } = await globex.admin.db
    .from("twilio_accounts")
    .insert({ tenant_id: globex.id, ...row(globex, sid) });
  expect(error).toBeNull();
  expect(await accept(acme, sid)).toBe("saved");
  expect(await accept(globex, sid)).toBe("taken");
  const { data } = await acme.admin.db.from("twilio_accounts").select("account_sid").single();
  expect(data).toEqual({ account_sid: sid });
});

test("only an admin's word saves an account, and nobody writes themselves that it was accepted", async () => {
  expect(await accept(acme, newSid("AC"), acme.manager)).toBe("not_admin");
  const lie = { verified_at: new Date().toISOString() };
  const written = await acme.admin.db.from("twilio_accounts").update(lie).eq("tenant_id", acme.id);
  expect(written.error?.code).toBe("42501");
});
