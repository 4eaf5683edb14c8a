import { afterAll, beforeAll, expect, test } from "vitest";
import { grantedColumns, tables } from "@/tests/database/rls/tables";
import { given } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let acme: TestTenant;
beforeAll(async () => {
  acme = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

// A column that states what was verified is worth nothing when people write it, or what it is
// about.
const fact = /verified|confirmed|accepted|verified|lost|revoked|expires|token|hash/;

test.each(tables)("people write no column of %s that states a verified fact", async (table) => {
  const written = await Promise.all([
    grantedColumns(table, "INSERT"),
    grantedColumns(table, "UPDATE"),
  ]);
  expect(written.flat().filter((column) => fact.test(column))).toEqual([]);
});

test("a table that states a verified fact is written by nobody, or forgets it with what it was about", async () => {
  const stating = await admin`
    select distinct table_name as name from information_schema.columns
    where table_schema = 'public' and column_name ~ 'verified|confirmed|accepted|verified' order by 1`;
  const changeable = await Promise.all(
    stating.map(async ({ name }) => [name, await grantedColumns(name, "UPDATE")]),
  );
  expect(changeable).toEqual([
    ["call_legs", []],
    ["caller_ids", []],
    // Not the phone: another one is added.
    ["further_phones", ["name", "rings", "updated_at"]],
    ["invitations", []],
    // The next test.
    ["personal_phones", ["phone", "updated_at"]],
    ["twilio_accounts", []],
  ]);
});

test("a changed personal phone is no longer verified, changed back neither", async () => {
  const { db } = acme.rep;
  const own = async () => given(db.from("personal_phones").select("phone, verified_at").single());
  expect((await own()).verified_at).not.toBeNull();
  for (const phone of ["+12065550144", acme.rep.phone]) {
    await db.from("personal_phones").update({ phone }).eq("user_id", acme.rep.userId);
    expect(await own()).toEqual({ phone, verified_at: null });
  }
});
