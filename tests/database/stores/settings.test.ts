import postgres from "postgres";
import { describe, expect, test } from "vitest";
import { identify, memberOf } from "@/lib/auth/member";
import { addNumber } from "@/lib/numbers/add";
import { requireNumber } from "@/lib/numbers/edit";
import { removeNumber } from "@/lib/numbers/remove";
import { keepWebhooks, listPhoneNumbers, readKeptWebhooks } from "@/lib/numbers/store";
import { readAtTwilio, wantedWebhooks } from "@/lib/numbers/webhooks";
import { openCredentials, sealAuthToken } from "@/lib/twilio/credentials";
import { setWebhooks } from "@/lib/twilio/numbers";
import { connect } from "@/lib/twilio-account/connect";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";

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

describe("an admin adds numbers of the account", () => {
  const first = "+12065550155";
  const second = "+12065550156";

  /** An admin whose account, connected, has two numbers, none of them in Ringbook yet. */
  async function connected() {
    const tenant = await makeTenant({ withoutTwilio: true });
    const account = await tenant.carrier.ensureAccount({
      friendlyName: "Two numbers",
      clock: "virtual",
      numbers: [{ phoneNumber: first }, { phoneNumber: second }],
    });
    const admin = memberOf(await identify(tenant.admin.db), "admin");
    const form = { account_sid: account.sid, auth_token: account.authToken };
    const message = await connect(admin, { intent: "save", ...form });
    const add = (number: string, more = {}) =>
      addNumber(admin, { number, name: null, forward_to: null, ...more });
    return { tenant, admin, account, form, message, add };
  }

  test("hears which account it is, and how many numbers it has", async () => {
    const { admin, form, message } = await connected();
    expect(message).toBe("Saved. Ringbook is connected to “Two numbers”.");
    expect(await connect(admin, { intent: "test", ...form })).toBe(
      "Looks good: “Two numbers”, with 2 numbers. Save to connect.",
    );
    expect(await connect(admin, { intent: "test", ...form, auth_token: undefined })).toContain(
      "2 numbers",
    );
  });

  test("each once, and only what the account has", async () => {
    const { tenant, admin, add } = await connected();
    await add(first, { name: "Main line", forward_to: tenant.rep.userId });
    await add(second);
    await expect(add(second)).rejects.toMatchObject({
      field: "number",
      message: "(206) 555-0156 has already been added.",
    });
    await expect(add("+12065550199")).rejects.toMatchObject({ field: "number" });
    const stranger = { forward_to: crypto.randomUUID() };
    await expect(add(first, stranger)).rejects.toMatchObject({ field: "forward_to" });
    expect(await listPhoneNumbers(admin.db, tenant.id)).toMatchObject([
      { number: first, name: "Main line", forward_to: tenant.rep.userId },
      { number: second, name: null, forward_to: null },
    ]);
  });

  test("again once removed: the same row, so that its calls are its own again", async () => {
    const { tenant, admin, add } = await connected();
    const id = await add(first);
    await removeNumber(admin, id);
    expect(await listPhoneNumbers(admin.db, tenant.id)).toEqual([]);
    expect(await add(first, { name: "Back" })).toBe(id);
    expect(await listPhoneNumbers(admin.db, tenant.id)).toMatchObject([{ id, name: "Back" }]);
  });

  describe("whose calls come to Ringbook, with what was set before kept for undo:", () => {
    const before = { ...wantedWebhooks(), voice_url: "https://pbx.example/voice" };

    async function broughtHere() {
      const world = await connected();
      const { admin, tenant, add } = world;
      const id = await add(first);
      const number = await requireNumber(admin, id);
      const now = await readAtTwilio(admin, number);
      await keepWebhooks(admin.db, tenant.id, id, before);
      await setWebhooks(now.credentials, now.sid, wantedWebhooks());
      return { ...world, id, now, kept: () => readKeptWebhooks(admin.db, tenant.id, id) };
    }

    test("such a number is not removed until that is undone, here or at Twilio", async () => {
      const { admin, id, now, kept } = await broughtHere();
      await expect(removeNumber(admin, id)).rejects.toMatchObject({
        message:
          "Calls to (206) 555-0155 are still routed to Ringbook. Undo that first, then remove the number.",
      });
      expect(await kept()).toEqual(before);
      await setWebhooks(now.credentials, now.sid, before);
      await removeNumber(admin, id);
      expect(await kept()).toBeNull();
    });

    test("with another account that is forgotten, and the admin hears that calls still come", async () => {
      const { tenant, admin, id, kept } = await broughtHere();
      const { accountSid: account_sid, authToken: auth_token } = tenant;
      const message = await connect(admin, { intent: "save", account_sid, auth_token });
      expect(message).toContain("Calls to (206) 555-0155 in the account before still come here");
      expect(await kept()).toBeNull();
      expect((await requireNumber(admin, id)).twilio_sid).toBeNull();
    });

    test("with another token of the same account it stays", async () => {
      const { admin, form, kept } = await broughtHere();
      await connect(admin, { intent: "save", ...form });
      expect(await kept()).toEqual(before);
    });
  });

  test("and removes one whose calls were sent here by hand", async () => {
    const { tenant, admin, add } = await connected();
    const id = await add(first);
    const now = await readAtTwilio(admin, await requireNumber(admin, id));
    await setWebhooks(now.credentials, now.sid, wantedWebhooks());
    await removeNumber(admin, id);
    expect(await listPhoneNumbers(admin.db, tenant.id)).toEqual([]);
  });
});
