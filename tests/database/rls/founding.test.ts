import { afterAll, expect, test } from "vitest";
import { defaultRoute } from "@/lib/routing/default-route";
import { nobody, signUp } from "@/tests/database/rls/visitor";
import { makeTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const company = { company: "Sunny Side", person: "Fay Founder", country: "ca", zone: "Asia/Tokyo" };

test("a first session founds a tenant and is its admin", async () => {
  const { db, userId, email } = await signUp();
  expect((await db.rpc("me")).data).toBeNull();
  const { data: id } = await db.rpc("create_tenant", company);
  expect((await db.rpc("me")).data).toMatchObject({
    user_id: userId,
    email,
    name: "Fay Founder",
    role: "admin",
    topic: `tenant:${id}:1`,
    tenant: { id, name: "Sunny Side", country_code: "CA", time_zone: "Asia/Tokyo" },
  });
});

test("a new company has a published route, for numbers that ring nobody else", async () => {
  const { db } = await signUp();
  await db.rpc("create_tenant", company);
  const route = defaultRoute({ name: "Sunny Side", time_zone: "Asia/Tokyo", language: "en-US" });
  const made = await db.from("routes").select("name, draft, is_default");
  expect(made.data).toEqual([{ name: "Main", draft: route, is_default: true }]);
  expect((await db.from("route_versions").select("body")).data).toEqual([{ body: route }]);
});

test("founding ten times at once founds one tenant", async () => {
  const { db, userId } = await signUp();
  const name = `Sunny ${userId}`;
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => db.rpc("create_tenant", { ...company, company: name })),
  );
  expect(answers.map(({ error }) => error)).toEqual(Array(10).fill(null));
  expect(new Set(answers.map(({ data }) => data)).size).toBe(1);
  const [made] = await admin`select count(*)::int from public.tenants where name = ${name}`;
  expect(made?.count).toBe(1);
});

test("a member who asks for a tenant gets the one they have", async () => {
  const acme = await makeTenant({ withoutTwilio: true });
  const { data } = await acme.rep.db.rpc("create_tenant", company);
  expect(data).toBe(acme.id);
  expect((await acme.rep.db.rpc("me")).data).toMatchObject({ role: "rep" });
});

test("without a session nobody founds a tenant", async () => {
  expect((await nobody().rpc("create_tenant", company)).error?.code).toBe("42501");
});

test.each([
  ["a company without a name", { company: "  " }],
  ["a person without a name", { person: "" }],
  ["a country that is none", { country: "Canada" }],
])("%s is refused, and leaves nothing behind", async (_, wrong) => {
  const { db } = await signUp();
  const { error } = await db.rpc("create_tenant", { ...company, ...wrong });
  expect(error).not.toBeNull();
  expect((await db.rpc("me")).data).toBeNull();
});
