import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen } from "@/tests/database/rls/listen";
import { talk } from "@/tests/database/rls/talk";
import { given, signUp } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
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
    version: 1,
    sent_at: expect.any(Number),
  });
  expect(Number((await ear.next("calls")).version)).toBeGreaterThan(1);
  await ear.leave();
});

test("the tenant's people read what was broadcast lately, by id and version, and nobody else does", async () => {
  const callId = await talk(acme, acme.rep);
  const lately = await given(acme.rep2.db.rpc("broadcast_lately"));
  expect(lately).toContain(`${callId}:1`);
  expect(await given(globex.rep.db.rpc("broadcast_lately"))).not.toContain(`${callId}:1`);
  const { db } = await signUp();
  expect(await given(db.rpc("broadcast_lately"))).toEqual([]);
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
