import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchReadsAgain, readingFunctions } from "@/lib/db/supabase/read-again";
import type { Db } from "@/lib/db/supabase/server";
import { startClosingProxy } from "@/tests/chaos/outage/closing-proxy";
import { sessionCookie } from "@/tests/support/cookie";
import { startOtherApp } from "@/tests/support/other-app";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let proxy: Awaited<ReturnType<typeof startClosingProxy>>;
let tenant: TestTenant;
let db: Db;

beforeAll(async () => {
  proxy = await startClosingProxy(stack.urls.supabase);
  tenant = await makeTenant({ withoutTwilio: true });
  db = createClient(proxy.url, stack.supabaseKey, {
    global: {
      fetch: fetchReadsAgain,
      headers: { Authorization: `Bearer ${tenant.admin.accessToken}` },
    },
    auth: { persistSession: false, autoRefreshToken: false },
  });
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

describe("a connection to Supabase is closed under", () => {
  test.each([
    ["a list", () => db.from("contacts").select("id")],
    ["a count", () => db.from("contacts").select("id", { count: "exact", head: true })],
    ["a function that only reads", () => db.rpc("me")],
    ["a search", () => db.rpc("search_contacts", { query: "a" })],
    ["who is signed in", () => db.auth.getUser(tenant.admin.accessToken)],
  ])("%s: it is asked once more", async (_, read) => {
    proxy.closeNext();
    const { error } = await read();
    expect(error).toBeNull();
    const [closed, again] = proxy.seen();
    expect(closed).toBe(`closed on ${again}`);
    expect(proxy.seen()).toHaveLength(2);
  });

  const contact = { name: "Once", company: null };
  test.each([
    [
      "a new row",
      () => db.from("do_not_call").insert({ tenant_id: tenant.id, number: "+12065550188" }),
    ],
    ["a change", () => db.from("tenants").update({ name: "Twice" }).eq("id", tenant.id)],
    ["a removal", () => db.from("contacts").delete().eq("name", "nobody")],
    ["a function that writes", () => db.rpc("save_contact", { contact })],
  ])("%s: it is not repeated, and the error is given", async (_, write) => {
    proxy.closeNext();
    const { error } = await write();
    expect(error).not.toBeNull();
    expect(proxy.seen()).toEqual([expect.stringContaining("closed on ")]);
  });

  test("pages: each is shown", async () => {
    const app = await startOtherApp({ NEXT_PUBLIC_SUPABASE_URL: proxy.url });
    const headers = { cookie: await sessionCookie(tenant.admin) };
    const open = async (path: string) => (await fetch(`${app}${path}`, { headers })).status;
    await open("/contacts");
    for (const path of ["/contacts", "/calls", "/settings/profile", "/settings/team"]) {
      proxy.closeNext();
      expect(await open(path)).toBe(200);
      expect(proxy.seen()).toContainEqual(expect.stringContaining("closed on "));
    }
  });
});

test("the functions that are asked once more are those that cannot write", async () => {
  const rows = await admin<{ name: string }[]>`
    select distinct proname as name from pg_proc
    where pronamespace = 'public'::regnamespace and provolatile in ('s', 'i')
      and has_function_privilege('authenticated', oid, 'execute')
    order by proname`;
  expect(readingFunctions).toEqual(rows.map(({ name }) => name));
});
