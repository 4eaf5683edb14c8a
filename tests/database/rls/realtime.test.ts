import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen } from "@/tests/database/rls/listen";
import { talk } from "@/tests/database/rls/talk";
import { given, signUp } from "@/tests/database/rls/visitor";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let acme: TestTenant;
let globex: TestTenant;
let topic: string;

beforeAll(async () => {
  [acme, globex] = await Promise.all([makeTenant(), makeTenant()]);
  topic = await given(acme.rep.db.rpc("realtime_topic"));
});
/** Also carried by every change. */
const anyVersion = { version: expect.any(Number), sent_at: expect.any(Number) };

afterAll(() => Promise.all([admin.end(), machine.end()]));

describe.each(["rep", "manager", "admin"] as const)(
  "a tenant's topic, asked for by its %s",
  (role) => {
    test("is joined, and brings a contact's change as its id and a version alone", async () => {
      const ear = await listen(topic, acme[role].accessToken);
      expect(ear).toMatchObject({ state: "SUBSCRIBED" });
      const jane = { tenant_id: acme.id, name: "Jane Doe" };
      const { id } = await given(acme.rep.db.from("contacts").insert(jane).select("id").single());
      expect(await ear.next("contacts")).toEqual({ id, ...anyVersion });
      await given(
        acme.rep.db.from("contacts").update({ company: "Sun" }).eq("id", id).select("id"),
      );
      expect(await ear.next("contacts")).toEqual({ id, ...anyVersion });
      await ear.leave();
    });

    test("is refused to the same role of another tenant", async () => {
      const ear = await listen(topic, globex[role].accessToken);
      expect(ear.state).toBe("CHANNEL_ERROR");
      expect(ear.reason).toContain("You do not have permissions to read");
      await ear.leave();
    });
  },
);

test("a call's changes arrive as id, contact, person and version, without a number or a name", async () => {
  const ear = await listen(topic, acme.rep2.accessToken);
  const callId = await talk(acme, acme.rep);
  const message = await ear.next("calls");
  expect(message).toEqual({
    id: callId,
    contact_id: null,
    user_id: acme.rep.userId,
    callee_id: null,
    version: 1,
    sent_at: expect.any(Number),
  });
  expect(Number((await ear.next("calls")).version)).toBeGreaterThan(1);
  await ear.leave();
});

const check = async (person: Pick<Member, "db">, since?: number) =>
  (await given(person.db.rpc("check_broadcasts", { since })))[0];

test("a tenant's people can check how many broadcasts were sent since they checked last", async () => {
  const start = await check(acme.rep2);
  expect(start).toMatchObject({ topic, sent: null });
  const elsewhere = await check(globex.rep);
  await talk(acme, acme.rep);
  const [sent] = await admin<{ count: number }[]>`
    select count(*)::int from realtime.messages where topic = ${topic}
      and payload ->> 'sent_at' > ${String(start?.checked_at)}`;
  expect(sent?.count).toBeGreaterThan(1);
  const checked = () => check(acme.rep2, start?.checked_at);
  await expect.poll(async () => (await checked())?.sent).toBe(sent?.count);
  const end = await checked();
  expect(await check(acme.rep2, end?.checked_at)).toMatchObject({ sent: 0 });
  expect(await check(globex.rep, elsewhere?.checked_at)).toMatchObject({ sent: 0 });
});

test("a check that goes on from long ago cannot say what was sent", async () => {
  const { checked_at: now = 0 } = (await check(acme.rep)) ?? {};
  expect(await check(acme.rep, now - 180_000_000)).toMatchObject({ topic, sent: null });
});

test("who belongs to no tenant has nothing to check", async () => {
  expect(await check(await signUp())).toBeUndefined();
});

test.each([
  ["an epoch that has passed", () => topic.replace(/\d+$/, (epoch) => String(Number(epoch) - 1))],
  ["an epoch to come", () => topic.replace(/\d+$/, (epoch) => String(Number(epoch) + 1))],
  ["no epoch", () => topic.replace(/:\d+$/, "")],
  ["a pattern", () => "tenant:%"],
])("a topic with %s is refused to members too", async (_, asked) => {
  const ear = await listen(asked(), acme.admin.accessToken);
  expect(ear.state).toBe("CHANNEL_ERROR");
  await ear.leave();
});

test("without a session, or without a tenant, no topic is joined", async () => {
  const { db } = await signUp();
  const { data } = await db.auth.getSession();
  for (const token of ["", data.session?.access_token]) {
    const ear = await listen(topic, token);
    expect(ear.state).toBe("CHANNEL_ERROR");
    await ear.leave();
  }
});
