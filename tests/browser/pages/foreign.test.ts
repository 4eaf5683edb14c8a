import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressOf, appTree } from "@/tests/support/app-tree";
import { sessionCookie } from "@/tests/support/cookie";
import { sendForm } from "@/tests/support/form";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
let cookie = "";
beforeAll(async () => {
  tenant = await makeTenant();
  cookie = await sessionCookie(tenant.admin);
});

const { host, port } = new URL(stack.urls.app);
/** What a browser sends along when another site's page makes it ask. */
const foreign: [string, Record<string, string>][] = [
  ["another site", { origin: "https://evil.example" }],
  ["a sibling host", { origin: `http://evil.localhost:${port}` }],
  ["a sibling port", { origin: `http://localhost:${Number(port) + 1}` }],
  ["our name as its subdomain", { origin: `http://localhost.evil.example:${port}` }],
  ["our name as its user", { origin: `http://${host}@evil.example` }],
  ["a page without an origin", { origin: "null" }],
  ["a page without an origin, nearby", { origin: "null", "sec-fetch-site": "same-site" }],
  ["a page that hides its origin", { "sec-fetch-site": "cross-site" }],
  ["a page nearby that hides its origin", { "sec-fetch-site": "same-site" }],
  ["a lying origin", { origin: stack.urls.app, "sec-fetch-site": "cross-site" }],
];

/** Everything of the tenant's in every table, as one text. */
async function everything(except: string[] = []): Promise<string> {
  const tables = await admin`select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'tenant_id' order by 1`;
  const all: unknown[] = [await admin`select * from public.tenants where id = ${tenant.id}`];
  for (const { table_name } of tables) {
    if (except.includes(table_name)) continue;
    all.push(
      await admin`select to_jsonb(t) as row from public.${admin(table_name)} t
      where tenant_id = ${tenant.id} order by to_jsonb(t)::text`,
    );
  }
  return JSON.stringify(all);
}

const byCookie = appTree().filter(
  ({ path }) => path.startsWith("/api/") && !/^\/api\/(twilio|livekit|cron|health)/.test(path),
);
const writing = byCookie.flatMap(({ path, methods }) =>
  methods.map((method) => ({ method, path })),
);

describe("what speaks by a cookie does not listen to another site:", () => {
  test("there are such routes", () => {
    expect(writing.map(({ path }) => path)).toContain("/api/calls/initiate");
    expect(writing.length).toBeGreaterThan(3);
  });

  test.each(writing)("$method $path", async ({ method, path }) => {
    const reads = method === "GET" || method === "HEAD";
    const before = await everything();
    for (const [who, headers] of foreign) {
      // A page's origin is not named when it only reads.
      if (reads && !("sec-fetch-site" in headers)) continue;
      const response = await fetch(`${stack.urls.app}${addressOf(path)}`, {
        method,
        headers: { cookie, "content-type": "application/json", ...headers },
        ...(!reads && { body: JSON.stringify({ to: customer }) }),
      });
      expect(response.status, who).toBe(403);
      if (method === "HEAD") continue;
      expect(await response.json(), who).toMatchObject({ error: { code: "foreign_origin" } });
    }
    expect(await everything()).toBe(before);
  });

  test("a server action, and it does listen to its own page", async () => {
    const before = await everything();
    const rename = (headers: Record<string, string>) =>
      sendForm("/settings/profile", { name: "Pwned" }, { cookie, headers, having: 'name="name"' });
    for (const [, headers] of foreign) {
      await rename(headers);
      expect(await everything(), JSON.stringify(headers)).toBe(before);
    }
    for (const near of ["same-origin", "none"]) {
      const response = await rename({ "sec-fetch-site": near });
      expect(response.status).toBe(200);
      expect(await everything()).not.toBe(before);
      await tenant.admin.db
        .from("profiles")
        .update({ name: "Ada Admin" })
        .eq("user_id", tenant.admin.userId);
    }
  });

  test("signing someone in, and out", async () => {
    const attempts: Response[] = [];
    for (const [, headers] of foreign) {
      attempts.push(
        await sendForm(
          "/login",
          { email: tenant.rep.email, password: tenant.rep.password },
          { headers, having: "password" },
        ),
      );
    }
    for (const response of attempts) {
      expect(response.headers.getSetCookie().filter((one) => one.startsWith("sb-"))).toEqual([]);
      expect(response.status).not.toBe(303);
    }
  });
});

test("a bearer's word is not helped by a cookie", async () => {
  const response = await fetch(`${stack.urls.app}/api/audit-log`, {
    headers: { cookie, authorization: "Bearer x.y.z" },
  });
  expect(response.status).toBe(401);
});

test("a session's cookie goes along with no other site's form", async () => {
  const { email, password } = tenant.rep2;
  const response = await sendForm("/login", { email, password }, { having: "password" });
  expect(response.status).toBe(303);
  const cookies = response.headers.getSetCookie();
  expect(cookies.some((one) => one.startsWith("sb-"))).toBe(true);
  for (const one of cookies) expect(one).toMatch(/; samesite=lax/i);
  expect(cookies.find((one) => one.startsWith("ringbook-device="))).toMatch(/; httponly/i);
});

test("looking changes nothing: no page and no route writes when it is read", async () => {
  const { data: token } = await tenant.admin.db.rpc("create_invitation", {
    invitee: "looked-at@people.test",
    as_role: "admin",
  });
  const paths = appTree()
    .filter(({ methods, path }) => methods.includes("GET") && !path.startsWith("/api/cron"))
    .map(({ path }) => addressOf(path, path.startsWith("/invite") ? String(token) : undefined));
  const links = [
    "/auth/confirm?token_hash=x&type=signup",
    "/auth/confirm?token_hash=x&type=recovery",
  ];
  // What is exported and listened to is noted; nothing else.
  const before = await everything(["audit_log"]);
  for (const path of [...paths, ...links]) {
    await fetch(`${stack.urls.app}${path}`, { headers: { cookie }, redirect: "manual" });
  }
  expect(await everything(["audit_log"])).toBe(before);
});

test("a mail's link signs nobody in by being opened", async () => {
  for (const type of ["signup", "email", "magiclink", "recovery", "invite", "email_change"]) {
    const link = `/auth/confirm?token_hash=abc&type=${type}&next=/contacts`;
    const response = await fetch(`${stack.urls.app}${link}`, { redirect: "manual" });
    expect(response.headers.get("location")).toMatch(
      /\/(confirm-email|reset-password)\?token_hash=abc/,
    );
    expect(response.headers.getSetCookie()).toEqual([]);
  }
});
