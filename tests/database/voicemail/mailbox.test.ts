import type { ISql } from "postgres";
import { afterAll, beforeEach, expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { publish } from "@/tests/telephony/calls/routed";
import {
  admin,
  at,
  eventOf,
  type Happening,
  inboundId,
  machine,
  newSid,
} from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
let version: string;
beforeEach(async () => {
  tenant = await makeTenant();
  const box = { kind: "voicemail", name: "", sound: { text: "Speak." }, max_seconds: 60 };
  const route = Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "own" },
    steps: { own: { ...box, mailbox: { kind: "person", user_id: tenant.rep.userId } } },
  });
  version = await publish(tenant, route);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A caller who left a message in the rep's mailbox, as events tell it. */
function callOf() {
  const [call, sid] = [newSid("CA"), newSid("RE")];
  const id = inboundId({ ...tenant, rep: tenant.rep.userId }, call);
  const leg = { call_sid: call, from: "+12065550177", to: tenant.number };
  const ready = { sid, status: "completed", duration: 9, source: "RecordVerb" } as const;
  const happenings = {
    arrives: {
      ...{ type: "answer", dedupe_key: `twiml:answer:${call}:first`, creates: "inbound" },
      ...{ role: "caller", status: "ringing", ...leg },
    },
    speaks: {
      ...{ type: "voicemail", dedupe_key: `twiml:voicemail:${call}:own`, role: "caller", ...leg },
      query: `call=${id}&leg=caller&route=${version}&at=own.1.0.0.`,
      routing: { mailbox: tenant.rep.userId },
    },
    webhook: {
      ...{ type: "recording", dedupe_key: `recording:${sid}:completed`, call_sid: call },
      ...{ recording: ready, routing: { mailbox: tenant.rep.userId } },
    },
    list: {
      ...{ type: "rest.recording", dedupe_key: `rest:recording:${sid}:completed` },
      ...{ call_sid: call, occurred_at: at(0), recording: ready },
    },
  } satisfies Record<string, Happening>;
  const take = async (sql: ISql, name: keyof typeof happenings) => {
    const event = JSON.parse(JSON.stringify(eventOf(id, happenings[name])));
    await sql`select machine.take_event(${tenant.id}, ${machine.json(event)})`;
  };
  return {
    async happens(...names: (keyof typeof happenings)[]) {
      for (const name of names) await take(machine, name);
    },
    /** The second comes while the first is written: it has to wait for it. */
    async happenAtOnce(first: keyof typeof happenings, second: keyof typeof happenings) {
      const { waiting } = await machine.begin(async (sql) => {
        await take(sql, first);
        const [own] = await sql`select pg_backend_pid() as pid`;
        const waiting = take(machine, second);
        const blocked = () =>
          admin`select from pg_stat_activity where ${own?.pid}::int = any (pg_blocking_pids(pid))`;
        // A job may want the same row.
        await expect.poll(async () => (await blocked()).length).toBeGreaterThan(0);
        return { waiting };
      });
      await waiting;
    },
  };
}

/** Whose the only message is, and who is to notice it. */
async function messageOf() {
  const rows = await admin`select id, mailbox_id from public.voicemails
    where tenant_id = ${tenant.id}`;
  const notified = await admin`select n.user_id from public.notifications n
    where n.tenant_id = ${tenant.id} and n.subject = 'voicemails' and n.read_at is null`;
  expect(rows).toHaveLength(1);
  const { id, mailbox_id } = rows[0] ?? {};
  return { id, mailbox: mailbox_id, notified: notified.map(({ user_id }) => user_id).sort() };
}
const everybody = () =>
  [tenant.admin, tenant.manager, tenant.rep, tenant.rep2].map(({ userId }) => userId).sort();

test("a person's message of which Twilio's list is heard first is theirs alone", async () => {
  const { happens } = callOf();
  await happens("arrives", "speaks", "list");
  const { userId } = tenant.rep;
  expect(await messageOf()).toMatchObject({ mailbox: userId, notified: [userId] });
  await happens("webhook", "list", "webhook");
  expect(await messageOf()).toMatchObject({ mailbox: userId, notified: [userId] });
});

test.each([["webhook"], ["speaks"]] as const)(
  "one that was everybody's at first is news to its person alone once its %s comes",
  async (late) => {
    const { happens } = callOf();
    await happens("arrives", "list");
    expect(await messageOf()).toMatchObject({ mailbox: null, notified: everybody() });
    await happens(late);
    const { userId } = tenant.rep;
    expect(await messageOf()).toMatchObject({ mailbox: userId, notified: [userId] });
  },
);

test.each([["webhook"], ["speaks"]] as const)(
  "one that Twilio's list stores while its %s waits is news to its person alone",
  async (late) => {
    const { happens, happenAtOnce } = callOf();
    await happens("arrives");
    await happenAtOnce("list", late);
    const { userId } = tenant.rep;
    expect(await messageOf()).toMatchObject({ mailbox: userId, notified: [userId] });
  },
);

test("its webhook, sent again, does not take a message from whom it was given to", async () => {
  const { happens } = callOf();
  await happens("arrives", "webhook");
  const { id } = await messageOf();
  const given = { voicemail: id, person: tenant.rep2.userId };
  expect((await tenant.manager.db.rpc("assign_voicemail", given)).data).toBe(true);
  await happens("webhook");
  expect(await messageOf()).toMatchObject({ mailbox: tenant.rep2.userId });
});
