import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { readColleagues, readEverybody } from "@/lib/colleagues/store";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

/** As another rep of the company sees the rep. */
async function seen() {
  const [rep] = await readEverybody(tenant.rep2, { wanted: [tenant.rep.userId] });
  return rep;
}
const says = (state: string, until: string | null = null) =>
  admin`insert into public.availability (tenant_id, user_id, state, away_until)
    values (${tenant.id}, ${tenant.rep.userId}, ${state}, ${until})
    on conflict (tenant_id, user_id)
    do update set state = excluded.state, away_until = excluded.away_until`;
const rings = (on: string) =>
  admin`insert into public.call_devices (tenant_id, user_id, rings_on, places_on)
    values (${tenant.id}, ${tenant.rep.userId}, ${on}, 'phone')
    on conflict (tenant_id, user_id) do update set rings_on = excluded.rings_on`;
const heardOf = (secondsAgo: number) =>
  admin`insert into public.softphones (tenant_id, user_id, device_id, seen_at)
    values (${tenant.id}, ${tenant.rep.userId}, ${randomUUID()},
      now() - ${secondsAgo} * interval '1 second')`;

test("who has a verified phone is available on it, until they say otherwise", async () => {
  expect(await seen()).toMatchObject({ presence: "available", rings_on: "phone" });
  await says("away");
  expect(await seen()).toMatchObject({ presence: "away", changes_at: null });
  const until = new Date(Date.now() + 60_000).toISOString();
  await says("away", until);
  expect(Date.parse((await seen())?.changes_at ?? "")).toBe(Date.parse(until));
  await says("away", new Date(Date.now() - 1_000).toISOString());
  expect(await seen()).toMatchObject({ presence: "available" });
  await says("busy", until);
  expect(await seen()).toMatchObject({ presence: "busy" });
  await says("busy", new Date(Date.now() - 1_000).toISOString());
  expect(await seen()).toMatchObject({ presence: "available" });
  await says("offline");
  expect(await seen()).toMatchObject({ presence: "offline" });
});

test("a browser counts for 45 seconds after it was heard of, for who wants to be rung there", async () => {
  await heardOf(10);
  expect(await seen()).toMatchObject({ rings_on: "phone" });
  await rings("both");
  expect(await seen()).toMatchObject({ rings_on: "both", presence: "available" });
  const left = Date.parse((await seen())?.changes_at ?? "") - Date.now();
  expect(left).toBeGreaterThan(25_000);
  expect(left).toBeLessThan(36_000);
  await rings("browser");
  expect(await seen()).toMatchObject({ rings_on: "browser", presence: "available" });
  await admin`update public.softphones set seen_at = now() - interval '46 seconds'
    where tenant_id = ${tenant.id}`;
  expect(await seen()).toMatchObject({ rings_on: null, presence: "offline", changes_at: null });
});

test("whose phone is not verified, or is the company's own, cannot be rung", async () => {
  await admin`update public.personal_phones set phone = ${tenant.number}
    where user_id = ${tenant.rep.userId}`;
  expect(await seen()).toMatchObject({ rings_on: null, presence: "offline" });
});

test.each([
  ["places a call", "user_id"],
  ["is called by a colleague", "callee_id"],
])("who %s is on a call until it is over", async (_, column) => {
  const id = randomUUID();
  await admin`insert into public.calls (id, tenant_id, direction, from_number, to_number,
      ${admin(column)}, created_at)
    values (${id}, ${tenant.id}, 'internal', '', '', ${tenant.rep.userId}, now())`;
  expect(await seen()).toMatchObject({ presence: "on_call" });
  await admin`update public.calls set ended_at = now() where id = ${id}`;
  expect(await seen()).toMatchObject({ presence: "available" });
});

test("colleagues are found by part of a name or the beginning of an extension, oneself not", async () => {
  const give = (member: Member, extension: string) =>
    admin`update public.profiles set extension = ${extension} where user_id = ${member.userId}`;
  await give(tenant.rep, "10");
  await give(tenant.manager, "102");
  const names = async (typed: string) => {
    const { db, userId } = tenant.rep2;
    const found = await readColleagues({ db, user_id: userId }, { typed });
    return found.map(({ name }) => name);
  };
  expect(await names("")).toEqual(["Ada Admin", "Mo Manager", "Rae Rep"]);
  expect(await names("REP")).toEqual(["Rae Rep"]);
  expect(await names("10")).toEqual(["Rae Rep", "Mo Manager"]);
  expect(await names("102")).toEqual(["Mo Manager"]);
  expect(await names("%")).toEqual([]);
  await admin`update public.profiles set removed_at = now() where user_id = ${tenant.rep.userId}`;
  expect(await names("10")).toEqual(["Mo Manager"]);
});

test("an extension is one person's; who joins gets the next one, and who leaves gives theirs back", async () => {
  const { admin: boss, rep, rep2 } = tenant;
  const change = async (member: Member, digits?: string, was?: string) =>
    (await boss.db.rpc("change_extension", { member: member.userId, digits, was })).data;
  expect(await change(rep, "101")).toBe("changed");
  expect(await change(rep2, "101")).toBe("taken");
  expect(await change(rep, "102")).toBe("changed_meanwhile");
  const refused = await rep.db.rpc("change_extension", { member: rep.userId, digits: "103" });
  expect(refused.error?.code).toBe("42501");
  const odd = await boss.db.rpc("change_extension", { member: rep2.userId, digits: "911" });
  expect(odd.error).not.toBeNull();
  const next = async () =>
    (await admin`select private.next_extension(${tenant.id}) as digits`)[0]?.digits;
  expect(await next()).toBe("102");
  await boss.db.rpc("remove_member", { member: rep.userId });
  expect(await next()).toBe("101");
});

test("a call that is placed keeps its colleague's line busy for routes", async () => {
  await admin`insert into public.calls (id, tenant_id, direction, from_number, to_number, user_id,
      callee_id, created_at)
    values (${randomUUID()}, ${tenant.id}, 'internal', '', '', ${tenant.rep2.userId},
      ${tenant.rep.userId}, now())`;
  const { data } = await tenant.manager.db.rpc("people_to_ring");
  expect(data).toContainEqual(
    expect.objectContaining({ user_id: tenant.rep.userId, availability: "on_call" }),
  );
});
