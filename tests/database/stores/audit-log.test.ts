import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AuditFilters, readAuditCursor } from "@/lib/audit/schema";
import { listAudit } from "@/lib/audit/store";
import { note } from "@/lib/db/machine/note";
import { stack } from "@/tests/support/stack";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask } from "@/tests/telephony/calls/walk";

const superuser = postgres(stack.adminDatabaseUrl, { max: 1, onnotice: () => {} });
const owner = postgres(stack.postgresUrl, { max: 1, onnotice: () => {} });
const telephone = postgres(stack.machineUrl, { max: 1, onnotice: () => {} });
afterAll(() => Promise.all([superuser.end(), owner.end(), telephone.end()]));

let tenant: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  [tenant, other] = await Promise.all([
    makeTenant({ withoutTwilio: true }),
    makeTenant({ withoutTwilio: true }),
  ]);
});

const zone = () => ({ id: tenant.id, time_zone: "America/Los_Angeles" });
const read = (member: Member, query: Record<string, string> = {}, size = 100) =>
  listAudit(member.db, zone(), AuditFilters.parse(query), {
    before: readAuditCursor(query.before),
    size,
  });
const exportCsv = (member: Member | null, query = "") =>
  ask(member, `/api/audit-log${query}`, { method: "GET" });

describe("the audit log", () => {
  test("has what people did, newest first, and pages without losing or repeating any", async () => {
    for (let nth = 0; nth < 12; nth += 1) {
      const detail = { nth };
      await note(tenant.id, tenant.rep.userId, { action: "recording.listened", detail });
    }
    const all = await read(tenant.admin);
    const order = all.rows.map(({ created_at, id }) => `${created_at} ${String(id).padStart(9)}`);
    expect(order).toEqual(order.toSorted().toReversed());
    const paged: number[] = [];
    let before: string | undefined;
    do {
      const page = await read(tenant.admin, before ? { before } : {}, 5);
      paged.push(...page.rows.map(({ id }) => id));
      before = page.next;
    } while (before);
    expect(paged).toEqual(all.rows.map(({ id }) => id));
    const actions = all.rows.map(({ action }) => action);
    for (const action of ["member.added", "invitation.added", "invitation.changed"]) {
      expect(actions).toContain(action);
    }
  });

  test("is narrowed to a person, a kind, and days of the tenant's calendar", async () => {
    const { rows } = await read(tenant.admin, { person: tenant.rep.userId });
    expect(rows.length).toBeGreaterThan(0);
    for (const { actor_id, subject } of rows) {
      expect([actor_id, subject]).toContain(tenant.rep.userId);
    }
    const people = await read(tenant.admin, { kind: "people" });
    expect(new Set(people.rows.map(({ action }) => action.split(".")[0]))).toEqual(
      new Set(["member", "invitation", "personal_phone"]),
    );
    expect((await read(tenant.admin, { to: "2020-01-01" })).rows).toEqual([]);
    expect((await read(tenant.admin, { from: "2999-01-01" })).rows).toEqual([]);
  });

  test("is empty for a rep, a manager and another company's admin", async () => {
    for (const member of [tenant.rep, tenant.manager, other.admin]) {
      expect((await read(member)).rows).toEqual([]);
    }
  });

  test("keeps no personal phone and no secret", async () => {
    const { rows } = await read(tenant.admin);
    const text = JSON.stringify(rows);
    for (const { phone } of [tenant.admin, tenant.manager, tenant.rep, tenant.rep2]) {
      expect(text).not.toContain(phone);
    }
    expect(text).not.toContain(tenant.authToken);
  });
});

describe("its export", () => {
  test("is a CSV of all that fits, and an entry itself", async () => {
    const response = await exportCsv(tenant.admin, `?kind=people&person=${tenant.rep.userId}`);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="audit-log-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const [head, ...lines] = (await response.text()).trim().split("\r\n");
    expect(head).toContain("Time (UTC),Time here,Who,Email,What,Action,Subject,Detail");
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/member|invitation|personal_phone/);
    const { rows } = await read(tenant.admin, { kind: "exports" });
    expect(rows[0]).toMatchObject({
      action: "audit_log.exported",
      actor_id: tenant.admin.userId,
      detail: { kind: "people", person: tenant.rep.userId },
    });
  });

  test("holds more than one page of the database's", async () => {
    await superuser`insert into public.audit_log (tenant_id, actor_id, action)
      select ${other.id}, ${other.rep.userId}, 'recording.listened' from generate_series(1, 1200)`;
    const lines = (await (await exportCsv(other.admin, "?kind=recordings")).text()).trim();
    expect(lines.split("\r\n")).toHaveLength(1201);
  });

  test("writes what a spreadsheet would calculate as text", async () => {
    await tenant.rep2.db
      .from("profiles")
      .update({ name: '=HYPERLINK("http://evil.example")' })
      .eq("user_id", tenant.rep2.userId);
    const text = await (await exportCsv(tenant.admin, `?person=${tenant.rep2.userId}`)).text();
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(text).not.toMatch(/(^|,)"?=HYPERLINK/m);
  });

  test("is nobody else's, and leaves no entry when refused", async () => {
    const before = (await read(tenant.admin, { kind: "exports" })).rows.length;
    expect((await exportCsv(null)).status).toBe(401);
    expect((await exportCsv(tenant.rep)).status).toBe(403);
    expect((await exportCsv(tenant.manager)).status).toBe(403);
    expect((await read(tenant.admin, { kind: "exports" })).rows).toHaveLength(before);
  });
});

/** Why the database refused. */
async function refusal(asked: PromiseLike<unknown>): Promise<string | undefined> {
  return Promise.resolve(asked).then(
    () => undefined,
    (error: postgres.PostgresError) => error.message,
  );
}

describe("append-only:", () => {
  const wishes = {
    update: "update public.audit_log set detail = '{}'",
    delete: "delete from public.audit_log",
    truncate: "truncate public.audit_log",
  };
  const roles = ["anon", "authenticated", "service_role", "authenticator", "ringbook_machine"];

  test.each(Object.entries(wishes))("%s is refused to the superuser", async (_, wish) => {
    expect(await refusal(superuser.unsafe(wish))).toBe("audit_log is append-only");
  });

  test.each(Object.entries(wishes))("%s is refused to the table's owner", async (_, wish) => {
    expect(await refusal(owner.unsafe(wish))).toBe("audit_log is append-only");
  });

  test.each(Object.entries(wishes))("%s is refused to the telephone's role", async (_, wish) => {
    expect(await refusal(telephone.unsafe(wish))).toMatch(/permission denied/);
  });

  test.each(
    roles.flatMap((role) => Object.entries(wishes).map(([name, wish]) => [role, name, wish])),
  )("as %s, %s is refused", async (role, _, wish) => {
    const asked = superuser.begin(async (sql) => {
      await sql.unsafe(`set local role ${role}`);
      await sql.unsafe(wish ?? "");
    });
    expect(await refusal(asked)).toMatch(/permission denied|append-only/);
  });

  test("a session that passes for a replica cannot change it either", async () => {
    const asked = superuser.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`delete from public.audit_log`;
    });
    expect(await refusal(asked)).toBe("audit_log is append-only");
  });

  test("a person can write none, not for themselves either", async () => {
    const entry = { tenant_id: tenant.id, actor_id: tenant.admin.userId, action: "a.b" };
    const { error } = await tenant.admin.db.from("audit_log").insert(entry);
    expect(error?.code).toBe("42501");
  });
});
