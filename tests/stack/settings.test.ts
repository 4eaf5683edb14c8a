import postgres from "postgres";
import { describe, expect, test } from "vitest";
import { memberOf, whoAsks } from "@/lib/auth/member";
import { connect } from "@/lib/numbers/connect";
import { keepWebhooks, readKeptWebhooks, readPhoneNumber } from "@/lib/numbers/store";
import { readAtTwilio, wantedWebhooks } from "@/lib/numbers/webhooks";
import { openCredentials, sealAuthToken } from "@/lib/twilio/credentials";
import { setWebhooks } from "@/lib/twilio/numbers";
import { stack } from "../support/stack";
import { makeTenant } from "../support/tenant";

const sealed = (tenantId: string) => ({
  auth_token_ciphertext: sealAuthToken("0".repeat(32), tenantId),
  auth_token_last_four: "0000",
});

test("the stored token can be read by nobody who signs in, not even the admin who saved it", async () => {
  const { admin } = await makeTenant();
  const shown = await admin.db.from("twilio_accounts").select("account_sid, auth_token_last_four");
  expect(shown.data).toHaveLength(1);
  for (const columns of ["*", "auth_token_ciphertext"]) {
    const { error } = await admin.db.from("twilio_accounts").select(columns);
    expect(error?.code).toBe("42501");
  }
});

test("reps and managers see nothing of the Twilio account and cannot change it", async () => {
  const { id, rep, manager, admin, accountSid } = await makeTenant();
  for (const { db } of [rep, manager]) {
    expect((await db.from("twilio_accounts").select("account_sid")).data).toEqual([]);
    const stolen = { account_sid: `AC${"0".repeat(32)}`, ...sealed(id) };
    await db.from("twilio_accounts").update(stolen).eq("tenant_id", id);
    await db.from("phone_numbers").update({ forward_to: null }).eq("tenant_id", id);
  }
  const kept = await admin.db.from("twilio_accounts").select("account_sid").single();
  expect(kept.data?.account_sid).toBe(accountSid);
  const number = await admin.db.from("phone_numbers").select("forward_to").single();
  expect(number.data?.forward_to).toBe(rep.userId);
});

test("the machine gives the credentials to the tenant's admins alone, and they open nowhere else", async () => {
  const [ours, theirs] = await Promise.all([makeTenant(), makeTenant()]);
  const sql = postgres(stack.machineUrl, { max: 1 });
  const ask = async (tenant: string, person: string) => {
    const [row] = await sql`select machine.credentials(${tenant}, ${person}) as result`;
    return row?.result;
  };
  const row = await ask(ours.id, ours.admin.userId);
  expect(openCredentials(ours.id, row).authToken).toBe(ours.authToken);
  expect(() => openCredentials(theirs.id, row)).toThrow();
  expect(await ask(ours.id, ours.manager.userId)).toBeNull();
  expect(await ask(ours.id, theirs.admin.userId)).toBeNull();
  await sql.end();
});

test("only admins change the company's settings, and only their own company's", async () => {
  const [ours, theirs] = await Promise.all([
    makeTenant({ withoutTwilio: true }),
    makeTenant({ withoutTwilio: true }),
  ]);
  const change = { recording_enabled: false };
  await ours.manager.db.from("tenants").update(change).eq("id", ours.id);
  await ours.admin.db.from("tenants").update(change).eq("id", theirs.id);
  const read = async (tenant: typeof ours) =>
    (await tenant.rep.db.from("tenants").select("recording_enabled").single()).data;
  expect([await read(ours), await read(theirs)]).toEqual([
    { recording_enabled: true },
    { recording_enabled: true },
  ]);
  await ours.admin.db.from("tenants").update(change).eq("id", ours.id);
  expect(await read(ours)).toEqual(change);
});

test("a time limit that Twilio would not keep is refused by the database too", async () => {
  const { admin, id } = await makeTenant({ withoutTwilio: true });
  const { error } = await admin.db
    .from("tenants")
    .update({ call_time_limit_seconds: 20_000 })
    .eq("id", id);
  expect(error).not.toBeNull();
  const kept = await admin.db.from("tenants").select("call_time_limit_seconds").single();
  expect(kept.data).toEqual({ call_time_limit_seconds: 7200 });
});

describe("a number whose calls come to Ringbook, with what it was set to before kept", () => {
  const before = { ...wantedWebhooks(), voice_url: "https://pbx.example/voice" };
  const first = "+12065550155";
  const second = "+12065550156";

  /** An admin whose number `first` was brought here, in an account that has `second` too. */
  async function broughtHere() {
    const tenant = await makeTenant({ withoutTwilio: true });
    const account = await tenant.carrier.ensureAccount({
      friendlyName: "Two numbers",
      clock: "virtual",
      numbers: [{ phoneNumber: first }, { phoneNumber: second }],
    });
    const admin = memberOf(await whoAsks(tenant.admin.db), "admin");
    const form = {
      intent: "save" as const,
      account_sid: account.sid,
      auth_token: account.authToken,
      number: first,
      forward_to: tenant.rep.userId,
    };
    await connect(admin, form);
    const saved = async () => {
      const number = await readPhoneNumber(admin.db, tenant.id);
      if (!number) throw new Error("no number");
      return { number, kept: await readKeptWebhooks(admin.db, tenant.id, number.id) };
    };
    const { number } = await saved();
    const now = await readAtTwilio(admin, number);
    await keepWebhooks(admin.db, tenant.id, number.id, before);
    await setWebhooks(now.credentials, now.sid, wantedWebhooks());
    return { tenant, admin, form, saved, now };
  }

  test("is not given up for another of the account until that is undone", async () => {
    const { admin, form, saved } = await broughtHere();
    for (const auth_token of [form.auth_token, undefined]) {
      await expect(connect(admin, { ...form, auth_token, number: second })).rejects.toMatchObject({
        field: "number",
        message:
          "Calls to (206) 555-0155 still come here. Undo that below first, then change the number.",
      });
    }
    expect(await saved()).toMatchObject({ number: { number: first }, kept: before });
  });

  test("may be tried with another number, and saved with another person to ring", async () => {
    const { admin, form, saved } = await broughtHere();
    const tried = await connect(admin, { ...form, intent: "test", number: second });
    expect(tried).toContain("(206) 555-0156 is its number");
    await connect(admin, { ...form, forward_to: null });
    expect(await saved()).toMatchObject({
      number: { number: first, forward_to: null },
      kept: before,
    });
  });

  test("is given up once its calls go elsewhere, undone here or by hand at Twilio", async () => {
    const { admin, form, saved, now } = await broughtHere();
    await setWebhooks(now.credentials, now.sid, before);
    expect(await connect(admin, { ...form, number: second })).toBe(
      "Saved. Check below where Twilio sends this number's calls.",
    );
    expect(await saved()).toMatchObject({ number: { number: second }, kept: null });
  });

  test("is given up with its account, and the admin hears that its calls still come", async () => {
    const { tenant, admin, form, saved } = await broughtHere();
    const { accountSid: account_sid, authToken: auth_token, number } = tenant;
    const message = await connect(admin, { ...form, account_sid, auth_token, number });
    expect(message).toContain("Calls to (206) 555-0155 still come here until you change");
    expect(await saved()).toMatchObject({ number: { number }, kept: null });
  });
});
