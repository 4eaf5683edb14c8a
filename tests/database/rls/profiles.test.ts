import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rowsOf } from "@/tests/database/rls/tables";
import { visitorOf } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

const roles = ["rep", "manager", "admin"] as const;

let acme: TestTenant;

beforeAll(async () => {
  acme = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

describe.each(roles)("a profile, written by its tenant's %s,", (role) => {
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
    const colleagues = async () => {
      const rows = await rowsOf("personal_phones", acme.id);
      return rows.filter((row) => row.user_id === acme.rep2.userId);
    };
    const before = await colleagues();
    expect(before).toHaveLength(1);
    const added = await db.from("personal_phones").insert({ ...other, ...phone });
    expect(added.error?.code).toBe("42501");
    await db.from("personal_phones").update(phone).eq("user_id", acme.rep2.userId);
    await db.from("personal_phones").delete().eq("user_id", acme.rep2.userId);
    // Without a filter no policy for reading stands in front of the one for writing.
    await db.from("personal_phones").update(phone);
    await db.from("personal_phones").delete();
    expect(await colleagues()).toEqual(before);
  });
});
