import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { furnish } from "@/tests/database/rls/furnish";
import {
  columnsToAdd,
  everythingOf,
  grantedColumns,
  owner,
  pick,
  type Row,
  rowsOf,
  tables,
} from "@/tests/database/rls/tables";
import { nobody, signUp, type Visitor, visitorOf } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

const roles = ["rep", "manager", "admin"] as const;
const who = ["nobody signed in", "someone without a tenant", ...roles] as const;
type Who = (typeof who)[number];

let acme: TestTenant;
let globex: TestTenant;
let contactId: string;
let before: Record<string, Row[]>;
const visitors = new Map<Who, Visitor>();

function visitor(name: Who): Visitor {
  const found = visitors.get(name);
  if (!found) throw new Error(name);
  return found;
}
const rowOf = (table: string): Row => before[table]?.[0] ?? {};

beforeAll(async () => {
  [acme, globex] = await Promise.all([makeTenant(), makeTenant()]);
  contactId = await furnish(acme);
  await furnish(globex);
  before = await everythingOf(acme.id);
  visitors.set("nobody signed in", nobody());
  visitors.set("someone without a tenant", (await signUp()).db);
  for (const role of roles) visitors.set(role, visitorOf(globex[role]));
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

test("Acme has something to lose in every table", () => {
  for (const table of tables) expect(before[table]?.length, table).toBeGreaterThan(0);
});

test.each(roles)("%s of Globex sees their own tenant", async (role) => {
  for (const table of ["tenants", "profiles", "contacts", "contact_phones", "calls"]) {
    const { data } = await visitor(role).from(table).select(owner(table)).limit(1);
    expect(data, table).toEqual([{ [owner(table)]: globex.id }]);
  }
});

describe.each(who)("%s, asking for what is Acme's,", (name) => {
  const signedOut = name === "nobody signed in";

  test.each(tables)("reads no row of %s", async (table) => {
    const columns = await grantedColumns(table, "SELECT");
    const { data, error } = await visitor(name)
      .from(table)
      .select(columns.join(","))
      .eq(owner(table), acme.id);
    if (signedOut) expect(error?.code).toBe("42501");
    else expect({ data, error }).toEqual({ data: [], error: null });
  });

  test.each([
    ["tenants", "id, profiles!inner(name), contacts!inner(name)"],
    ["contacts", "id, contact_phones!inner(phone), calls!inner(id)"],
    ["calls", "id, call_legs!inner(to_number), recordings!inner(id)"],
    [
      "profiles",
      "user_id, personal_phones!inner(phone), phone_numbers!phone_numbers_tenant_id_forward_to_fkey!inner(number)",
    ],
    [
      "phone_numbers",
      "id, profiles!profiles_tenant_id_default_number_id_fkey(name), kept_webhooks(webhooks)",
    ],
  ])("reads nothing around %s in one embedded question", async (table, columns) => {
    const { data, error } = await visitor(name).from(table).select(columns);
    if (!signedOut) expect(error).toBeNull();
    const found = JSON.stringify(data ?? []);
    expect(found).not.toContain(acme.id);
    for (const row of before[table] ?? []) {
      expect(found).not.toContain(String(row.id ?? row.user_id));
    }
  });

  test.each(tables)("adds no row to %s", async (table) => {
    const row = pick(rowOf(table), await columnsToAdd(table));
    const { error } = await visitor(name).from(table).insert(row);
    expect(error?.code).toBe("42501");
  });

  test.each(tables)("changes no row of %s", async (table) => {
    const updatable = await grantedColumns(table, "UPDATE");
    // Grants are by column, and tested in tests/database/isolation; policies are by row.
    const changed = pick(rowOf(table), updatable);
    await visitor(name).from(table).update(changed).eq(owner(table), acme.id);
    // Without a filter no policy for reading stands in front of the one for writing. One column is
    // enough, but for one that refers to what is Acme's: their own row may not have it.
    for (const column of updatable) {
      const { error } = await visitor(name)
        .from(table)
        .update(pick(rowOf(table), [column]));
      if (!error || signedOut) break;
    }
    expect(await rowsOf(table, acme.id)).toEqual(before[table]);
  });

  test.each(tables)("deletes no row of %s", async (table) => {
    await visitor(name).from(table).delete().eq(owner(table), acme.id);
    await visitor(name).from(table).delete();
    expect(await rowsOf(table, acme.id)).toEqual(before[table]);
  });
});

describe.each(roles)("%s of Globex", (role) => {
  test.each(tables)("hands no row of %s over to Acme", async (table) => {
    const { length } = await rowsOf(table, globex.id);
    await visitor(role)
      .from(table)
      .update({ [owner(table)]: acme.id })
      .eq(owner(table), globex.id);
    expect(await rowsOf(table, acme.id)).toEqual(before[table]);
    expect(await rowsOf(table, globex.id)).toHaveLength(length);
  });

  test("ties nothing of their own to Acme's people and contacts", async () => {
    const db = visitor(role);
    const mine = { tenant_id: globex.id };
    const phone = { ...mine, contact_id: contactId, phone: "+12065550178" };
    const owned = { ...mine, name: "Tied", owner_id: acme.rep.userId };
    // 23503: every reference includes the tenant.
    expect((await db.from("contact_phones").insert(phone)).error?.code).toBe("23503");
    expect((await db.from("contacts").insert(owned)).error?.code).toBe("23503");
  });
});
