import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columnsToAdd, grantedColumns, pick, rowsOf, tables } from "@/tests/database/rls/tables";
import { talk } from "@/tests/database/rls/talk";
import { given, visitorOf } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

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

async function countOf(
  table: (typeof ofACall)[number],
  callId: string,
  role: (typeof roles)[number],
) {
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
      tables.map(async (table) => {
        const columns = await grantedColumns(table, "SELECT");
        return given(visitorOf(acme[role]).from(table).select(columns.join(",")));
      }),
    );
    return JSON.stringify(answers);
  };
  const { rep, rep2 } = acme;
  expect(await seenBy("rep")).toContain(rep.phone);
  expect(await seenBy("rep")).not.toContain(rep2.phone);
  expect(await seenBy("manager")).toContain(rep2.phone);
});

describe.each(evidence)("the record in %s", (table) => {
  test.each(roles)("is not written by its own tenant's %s", async (role) => {
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
