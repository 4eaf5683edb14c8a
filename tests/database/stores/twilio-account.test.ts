import postgres from "postgres";
import { afterAll, beforeEach, expect, test } from "vitest";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { saveTwilioAccount } from "@/lib/twilio-account/machine";
import { sessionCookie } from "@/tests/support/cookie";
import { words } from "@/tests/support/form";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, initiate } from "@/tests/telephony/calls/walk";

const machine = postgres(stack.machineUrl, { max: 1, onnotice: () => {} });
afterAll(() => machine.end());

let owner: TestTenant;
let other: TestTenant;
beforeEach(async () => {
  [owner, other] = await Promise.all([makeTenant(), makeTenant()]);
});

/** As if Twilio had just accepted the owner's credentials, typed into this tenant's settings. */
const verify = (tenant: TestTenant, member = tenant.admin) =>
  saveTwilioAccount(
    tenant.id,
    member.userId,
    {
      account_sid: owner.accountSid,
      auth_token_ciphertext: sealAuthToken(owner.authToken, tenant.id),
      auth_token_last_four: owner.authToken.slice(-4),
    },
    new Date(),
  );
const saved = async ({ admin }: TestTenant) => {
  const columns = "account_sid, verified_at, lost_at";
  return (await admin.db.from("twilio_accounts").select(columns).maybeSingle()).data;
};
const lineOf = async (sid: string) => {
  const [row] = await machine`select machine.line(${sid}) as line`;
  return row?.line?.tenant_id;
};
const audit = async ({ admin }: TestTenant) => {
  const { data } = await admin.db
    .from("audit_log")
    .select("action, actor_id")
    .like("action", "twilio_account.%")
    .order("id");
  return data?.map(({ action, actor_id }) => [action, actor_id]);
};
const instant = expect.stringMatching(/^\d{4}-/);

test("a verified account is changed by nobody over the API, its token neither", async () => {
  const before = await saved(owner);
  for (const change of [
    { account_sid: other.accountSid },
    { auth_token_last_four: "0000" },
    { auth_token_ciphertext: sealAuthToken("another", owner.id) },
    { verified_at: new Date().toISOString() },
    { lost_at: null },
    { updated_at: new Date().toISOString() },
  ]) {
    const { db } = owner.admin;
    const changed = await db.from("twilio_accounts").update(change).eq("tenant_id", owner.id);
    expect(changed.error?.code, JSON.stringify(change)).toBe("42501");
  }
  expect(await saved(owner)).toEqual(before);
});

test("an account is added by nobody over the API", async () => {
  const fresh = await makeTenant({ withoutTwilio: true });
  const { error } = await fresh.admin.db.from("twilio_accounts").insert({
    tenant_id: fresh.id,
    account_sid: owner.accountSid,
    auth_token_ciphertext: sealAuthToken("token", fresh.id),
    auth_token_last_four: "oken",
  });
  expect(error?.code).toBe("42501");
});

test("an account is whose credentials Twilio has accepted last, and serves no call of the former one", async () => {
  expect(await verify(other)).toBe("saved");
  expect(await lineOf(owner.accountSid)).toBe(other.id);
  expect(await saved(other)).toEqual({
    account_sid: owner.accountSid,
    verified_at: instant,
    lost_at: null,
  });
  expect(await saved(owner)).toEqual({
    account_sid: owner.accountSid,
    verified_at: null,
    lost_at: instant,
  });
  const refused = await initiate(owner.rep, { to: customer });
  expect(await refused.json()).toMatchObject({ error: { code: "twilio_not_configured" } });
  expect(await lineOf(other.accountSid)).toBeUndefined();
});

test("the former tenant's calls are compared with the account no more", async () => {
  const compared = new Error("rolled back");
  const tenants: string[] = [];
  await verify(other);
  await machine
    .begin(async (sql) => {
      await sql`select machine.enqueue_comparisons(now())`;
      for (const { id } of [owner, other]) {
        const [row] = await sql`select machine.due_comparison(${id}, now()) as due`;
        if (row?.due) tenants.push(id);
      }
      throw compared;
    })
    .catch((error) => expect(error).toBe(compared));
  expect(tenants).toContain(other.id);
  expect(tenants).not.toContain(owner.id);
});

test("both audit logs have it, and neither names a person of the other tenant", async () => {
  await verify(other);
  expect(await audit(owner)).toEqual([
    ["twilio_account.added", owner.admin.userId],
    ["twilio_account.lost", null],
  ]);
  expect(await audit(other)).toEqual([
    ["twilio_account.added", other.admin.userId],
    ["twilio_account.changed", other.admin.userId],
    ["twilio_account.taken_over", other.admin.userId],
  ]);
});

test("its former admins see in the settings what happened, and get it back by its Auth Token", async () => {
  await verify(other);
  const settings = async ({ admin }: TestTenant) => {
    const cookie = await sessionCookie(admin);
    return words(await fetch(`${stack.urls.app}/settings/twilio`, { headers: { cookie } }));
  };
  const happened = "Another company now uses this Twilio account";
  expect(await settings(owner)).toContain(happened);
  expect(await settings(other)).not.toContain(happened);
  await verify(owner);
  expect(await settings(owner)).not.toContain(happened);
  expect(await settings(other)).toContain(happened);
  expect(await lineOf(owner.accountSid)).toBe(owner.id);
});

test("of many who show Twilio's acceptance at once one has the account", async () => {
  await Promise.all(Array.from({ length: 10 }, (_, nth) => verify(nth % 2 ? owner : other)));
  const rows = await Promise.all([owner, other].map(saved));
  expect(rows.filter((row) => row?.verified_at)).toHaveLength(1);
  expect(rows.filter((row) => row?.lost_at)).toHaveLength(1);
});

test("only an admin's word saves an account", async () => {
  expect(await verify(other, other.manager)).toBe("not_admin");
  expect(await lineOf(owner.accountSid)).toBe(owner.id);
});
