import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columnsToAdd, owner, pick, type Row, rowsOf } from "@/tests/database/rls/tables";
import { given, visitorOf } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

const roles = ["rep", "manager", "admin"] as const;

let acme: TestTenant;

beforeAll(async () => {
  acme = await makeTenant();
  const kept = { tenant_id: acme.id, phone_number_id: acme.numberId, webhooks: {} };
  await given(acme.admin.db.from("kept_webhooks").insert(kept).select());
  const order = { wanted: "+12065550101", as_state: "buying" };
  await given(acme.admin.db.rpc("order_number", order));
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

test.each(roles)(
  "the ciphertext of the Auth Token is not read by its own tenant's %s",
  async (role) => {
    const db = visitorOf(acme[role]);
    for (const columns of ["auth_token_ciphertext", "*", "tenant_id, auth_token_ciphertext"]) {
      const { data, error } = await db.from("twilio_accounts").select(columns);
      expect(JSON.stringify(data)).not.toContain("v1.");
      expect(error?.code, columns).toBe("42501");
    }
    const guess = db
      .from("twilio_accounts")
      .select("tenant_id")
      .like("auth_token_ciphertext", "v1%");
    expect((await guess).error?.code).toBe("42501");
    const own = await rowsOf("twilio_accounts", acme.id);
    const saved = await db
      .from("twilio_accounts")
      .update(pick(own[0] ?? {}, ["auth_token_ciphertext"]))
      .eq("tenant_id", acme.id)
      .select("auth_token_ciphertext");
    expect(saved.error?.code).toBe("42501");
  },
);

test("an admin reads what may be shown of the Twilio account, and writes nothing of it", async () => {
  const { db } = acme.admin;
  const shown = "account_sid, auth_token_last_four";
  const { data } = await db.from("twilio_accounts").select(shown).single();
  expect(data).toEqual({
    account_sid: acme.accountSid,
    auth_token_last_four: acme.authToken.slice(-4),
  });
  const own = await rowsOf("twilio_accounts", acme.id);
  const same = String(own[0]?.auth_token_ciphertext);
  const { error } = await db
    .from("twilio_accounts")
    .update({ auth_token_ciphertext: same })
    .eq("tenant_id", acme.id);
  expect(error?.code).toBe("42501");
});

describe.each(["rep", "manager"] as const)("settings, asked for by a %s,", (role) => {
  const rowUntouched = async (table: string, change: (before: Row) => PromiseLike<unknown>) => {
    const before = await rowsOf(table, acme.id);
    await change(before[0] ?? {});
    expect(await rowsOf(table, acme.id)).toEqual(before);
  };

  test.each(["twilio_accounts", "invitations", "kept_webhooks", "number_orders"])(
    "show no row of %s",
    async (table) => {
      await acme.admin.db.rpc("create_invitation", { invitee: "new@acme.test", as_role: "rep" });
      expect(await rowsOf(table, acme.id)).not.toEqual([]);
      const { data } = await visitorOf(acme[role]).from(table).select("tenant_id");
      expect(data).toEqual([]);
    },
  );

  test.each([
    ["tenants", { name: "Mine now" }],
    ["tenants", { recording_enabled: false }],
    ["twilio_accounts", { auth_token_last_four: "0000" }],
    ["phone_numbers", { forward_to: null }],
    ["kept_webhooks", { webhooks: { voice_url: "https://elsewhere.test" } }],
  ])("stay as they are: %s %j", async (table, change) => {
    const db = visitorOf(acme[role]);
    await rowUntouched(table, async () => {
      await db.from(table).update(change).eq(owner(table), acme.id);
      await db.from(table).update(change);
    });
  });

  test.each(["twilio_accounts", "phone_numbers", "kept_webhooks", "invitations", "tenants"])(
    "get no new row in %s, and lose none",
    async (table) => {
      const db = visitorOf(acme[role]);
      const columns = await columnsToAdd(table);
      await rowUntouched(table, async (row) => {
        const { error } = await db.from(table).insert(pick(row, columns));
        expect(error?.code).toBe("42501");
        await db.from(table).delete();
      });
    },
  );

  test.each([
    ["create_invitation", () => ({ invitee: "friend@acme.test", as_role: "admin" })],
    ["change_member_role", () => ({ member: acme[role].userId, new_role: "admin" })],
    ["remove_member", () => ({ member: acme.rep2.userId })],
    ["revoke_invitation", () => ({ invitation: acme.id })],
    ["renew_invitation", () => ({ invitation: acme.id })],
  ])("refuse %s", async (name, values) => {
    const { error } = await visitorOf(acme[role]).rpc(name, values());
    expect(error?.code).toBe("42501");
  });
});
