import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { admin, machine } from "@/tests/record/call-record";
import { columnsToAdd, pick, type Row, rowsOf, tables } from "@/tests/rls/tables";
import { talk } from "@/tests/rls/talk";
import { visitorOf } from "@/tests/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

const roles = ["rep", "manager", "admin"] as const;
const evidence = ["calls", "call_legs", "call_events", "recordings"];
const ofACall = ["call_legs", "call_events", "recordings"] as const;

let acme: TestTenant;
let repsCall: string;
let colleaguesCall: string;

beforeAll(async () => {
  acme = await makeTenant();
  repsCall = await talk(acme, acme.rep);
  colleaguesCall = await talk(acme, acme.rep2);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

async function countOf(table: (typeof ofACall)[number], callId: string, role: (typeof roles)[number]) {
  const { data } = await visitorOf(acme[role]).from(table).select("*").eq("call_id", callId);
  return data?.length;
}

describe.each(ofACall)("%s", (table) => {
  test("are open to the rep whose call it was, and to managers and admins", async () => {
    const all = (await rowsOf(table, acme.id)).filter((row) => row.call_id === repsCall).length;
    expect(all).toBeGreaterThan(0);
    for (const role of roles) expect(await countOf(table, repsCall, role), role).toBe(all);
  });

  test("of a colleague's call are closed to a rep, not to managers and admins", async () => {
    expect(await countOf(table, colleaguesCall, "rep")).toBe(0);
    for (const role of ["manager", "admin"] as const) {
      expect(await countOf(table, colleaguesCall, role), role).toBeGreaterThan(0);
    }
  });
});

test("a rep sees the row of a colleague's call, and around it neither legs nor recording", async () => {
  const { data } = await visitorOf(acme.rep)
    .from("calls")
    .select("user_id, call_legs(to_number), recordings(id)")
    .eq("id", colleaguesCall)
    .single();
  expect(data).toEqual({ user_id: acme.rep2.userId, call_legs: [], recordings: [] });
});

test("a colleague's personal phone is in nothing that a rep can read; managers see it", async () => {
  const seenBy = async (role: (typeof roles)[number]) => {
    const answers = await Promise.all(
      tables.map((table) => visitorOf(acme[role]).from(table).select("*").eq("tenant_id", acme.id)),
    );
    return JSON.stringify(answers.map(({ data }) => data));
  };
  const { rep, rep2 } = acme;
  expect(await seenBy("rep")).toContain(rep.phone);
  expect(await seenBy("rep")).not.toContain(rep2.phone);
  expect(await seenBy("manager")).toContain(rep2.phone);
});

describe.each(evidence)("the record in %s", (table) => {
  test.each(roles)("is not written by a %s of its own tenant", async (role) => {
    const db = visitorOf(acme[role]);
    const before = await rowsOf(table, acme.id);
    const row = pick(before[0] ?? {}, await columnsToAdd(table));
    expect((await db.from(table).insert(row)).error?.code).toBe("42501");
    for (const column of Object.keys(row)) {
      const { error } = await db
        .from(table)
        .update(pick(row, [column]))
        .eq("tenant_id", acme.id);
      expect(error?.code, column).toBe("42501");
    }
    expect((await db.from(table).delete().eq("tenant_id", acme.id)).error?.code).toBe("42501");
    expect(await rowsOf(table, acme.id)).toEqual(before);
  });
});

test.each(roles)("a %s never reads the ciphertext of the Auth Token", async (role) => {
  const db = visitorOf(acme[role]);
  for (const columns of ["auth_token_ciphertext", "*", "tenant_id, auth_token_ciphertext"]) {
    const { data, error } = await db.from("twilio_accounts").select(columns);
    expect(JSON.stringify(data)).not.toContain("v1.");
    expect(error?.code, columns).toBe("42501");
  }
  const guess = db.from("twilio_accounts").select("tenant_id").like("auth_token_ciphertext", "v1%");
  expect((await guess).error?.code).toBe("42501");
  const own = await rowsOf("twilio_accounts", acme.id);
  const saved = await db
    .from("twilio_accounts")
    .update(pick(own[0] ?? {}, ["auth_token_ciphertext"]))
    .eq("tenant_id", acme.id)
    .select("auth_token_ciphertext");
  expect(saved.error?.code).toBe("42501");
});

test("an admin reads what may be shown of the Twilio account, and replaces the token", async () => {
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
  expect(error).toBeNull();
});

describe.each(["rep", "manager"] as const)("settings, asked for by a %s,", (role) => {
  const rowUntouched = async (table: string, change: (before: Row) => PromiseLike<unknown>) => {
    const before = await rowsOf(table, acme.id);
    await change(before[0] ?? {});
    expect(await rowsOf(table, acme.id)).toEqual(before);
  };

  test.each(["twilio_accounts", "invitations"])("show no row of %s", async (table) => {
    await acme.admin.db.rpc("create_invitation", { invitee: "new@acme.test", as_role: "rep" });
    expect(await rowsOf(table, acme.id)).not.toEqual([]);
    const { data } = await visitorOf(acme[role]).from(table).select("tenant_id");
    expect(data).toEqual([]);
  });

  test.each([
    ["tenants", { name: "Mine now" }],
    ["tenants", { recording_enabled: false }],
    ["twilio_accounts", { auth_token_last_four: "0000" }],
    ["phone_numbers", { forward_to: null }],
  ])("stay as they are: %s %j", async (table, change) => {
    const key = table === "tenants" ? "id" : "tenant_id";
    await rowUntouched(table, () =>
      visitorOf(acme[role]).from(table).update(change).eq(key, acme.id),
    );
  });

  test.each(["twilio_accounts", "phone_numbers", "invitations", "tenants"])(
    "get no new row in %s, and lose none",
    async (table) => {
      const db = visitorOf(acme[role]);
      const columns = await columnsToAdd(table);
      const key = table === "tenants" ? "id" : "tenant_id";
      await rowUntouched(table, async (row) => {
        const { error } = await db.from(table).insert(pick(row, columns));
        expect(error?.code).toBe("42501");
        await db.from(table).delete().eq(key, acme.id);
      });
    },
  );

  test.each([
    ["create_invitation", () => ({ invitee: "friend@acme.test", as_role: "admin" })],
    ["change_member_role", () => ({ member: acme[role].userId, new_role: "admin" })],
    ["remove_member", () => ({ member: acme.rep2.userId })],
    ["revoke_invitation", () => ({ invitation: acme.id })],
  ])("refuse %s", async (name, values) => {
    const { error } = await visitorOf(acme[role]).rpc(name, values());
    expect(error?.code).toBe("42501");
  });
});

describe.each(roles)("a profile, written by a %s,", (role) => {
  test.each([
    ["role", () => "admin"],
    ["tenant_id", () => acme.id],
    ["user_id", () => acme.rep2.userId],
    ["email", () => "other@acme.test"],
    ["removed_at", () => null],
    ["created_at", () => "2020-01-01T00:00:00Z"],
  ])("keeps its %s", async (column, value) => {
    const { error } = await visitorOf(acme[role])
      .from("profiles")
      .update({ [column]: value() })
      .eq("user_id", acme[role].userId);
    expect(error?.code).toBe("42501");
  });

  test("takes a new name where it is their own, and no colleague's", async () => {
    const db = visitorOf(acme[role]);
    const rename = (userId: string) =>
      db.from("profiles").update({ name: "Renamed" }).eq("user_id", userId).select("user_id");
    const { userId } = acme[role];
    expect((await rename(userId)).data).toEqual([{ user_id: userId }]);
    expect((await rename(acme.rep2.userId)).data).toEqual([]);
  });

  test("gets a personal phone from nobody but its person", async () => {
    const db = visitorOf(acme[role]);
    const phone = { phone: "+12065550166" };
    const other = { tenant_id: acme.id, user_id: acme.rep2.userId };
    const before = await rowsOf("personal_phones", acme.id);
    const added = await db.from("personal_phones").insert({ ...other, ...phone });
    expect(added.error?.code).toBe("42501");
    await db.from("personal_phones").update(phone).eq("user_id", acme.rep2.userId);
    await db.from("personal_phones").delete().eq("user_id", acme.rep2.userId);
    expect(await rowsOf("personal_phones", acme.id)).toEqual(before);
  });
});
