import { randomBytes } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { kindsOf, notificationsOf } from "@/tests/database/notifications/stage";
import { given } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { threadsOf } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";
import { post } from "@/tests/telephony/webhooks/post";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A text comes in; its thread's id. */
async function text(Body: string): Promise<string> {
  const sid = `SM${randomBytes(16).toString("hex")}`;
  const fields = { MessageSid: sid, NumMedia: "0", NumSegments: "1", Body };
  const answer = await post({
    ...{ room: "messages" as const, path: "incoming", token: tenant.authToken },
    fields: { AccountSid: tenant.accountSid, From: "+12065550177", To: tenant.number, ...fields },
  });
  expect(answer.status).toBe(200);
  return String((await threadsOf(tenant))[0]?.id);
}

const give = (thread: string, person: string) =>
  given(tenant.manager.db.rpc("assign_thread", { thread, person }));

test("a text to nobody yet is everybody's to notice, once, until somebody takes it", async () => {
  const thread = await text("Hello");
  await text("Anybody there?");
  for (const person of [tenant.rep, tenant.rep2, tenant.manager, tenant.admin]) {
    expect(await notificationsOf(person)).toMatchObject([
      { kind: "shared_message", subject_id: thread, facts: { thread_id: thread, count: 2 } },
    ]);
  }
  await give(thread, tenant.rep.userId);
  expect(await kindsOf(tenant.rep)).toContain("assigned");
  expect(await kindsOf(tenant.rep2)).toEqual(["shared_message, read"]);
});

test("a text in somebody's thread is theirs alone, and noticed once they have read it", async () => {
  const thread = await text("Hello");
  await give(thread, tenant.rep.userId);
  await given(tenant.rep.db.rpc("read_thread", { thread }));
  await text("And now?");
  expect(await notificationsOf(tenant.rep)).toContainEqual(
    expect.objectContaining({
      ...{ kind: "message", read_at: null },
      facts: expect.objectContaining({ title: "And now?", number: "+12065550177" }),
    }),
  );
  expect(await kindsOf(tenant.rep2)).toEqual(["shared_message, read"]);
  await given(tenant.rep.db.rpc("read_thread", { thread }));
  expect(await kindsOf(tenant.rep)).toContain("message, read");
});

test("who takes a thread themselves is not notified; closing settles what came", async () => {
  const thread = await text("Hello");
  await given(tenant.rep.db.rpc("assign_thread", { thread, person: tenant.rep.userId }));
  expect(await kindsOf(tenant.rep)).toEqual(["shared_message, read"]);
  await text("Again");
  await given(tenant.rep2.db.rpc("close_thread", { thread, closed: true }));
  expect(await kindsOf(tenant.rep)).not.toContain("message");
});

test("STOP and HELP are Twilio's to answer: nobody is notified", async () => {
  await text("STOP");
  await text("HELP");
  expect(await kindsOf(tenant.rep)).toEqual([]);
});

test("a text is stored whatever becomes of its notification", async () => {
  await admin.unsafe(`alter table public.notifications add constraint broken
    check (facts ->> 'title' <> 'Broken') not valid`);
  try {
    await text("Broken");
  } finally {
    await admin`alter table public.notifications drop constraint broken`;
  }
  expect(await threadsOf(tenant)).toHaveLength(1);
  expect(await kindsOf(tenant.rep)).toEqual([]);
});
