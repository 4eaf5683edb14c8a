import { afterAll, beforeEach, expect, test } from "vitest";
import { findRecording, noteListening, requestDeletion } from "@/lib/recordings/machine";
import { kindsOf } from "@/tests/database/notifications/stage";
import { leave, missedCall } from "@/tests/database/voicemail/messages";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const hears = async ({ userId }: Member, recording: string) =>
  (await findRecording(tenant.id, userId, recording)) !== null;
const stateOf = async (id: string) => {
  const [row] = await admin`select heard_by, heard_at is not null as heard, mailbox_id
    from public.voicemails where id = ${id}`;
  return row;
};

test("the audio of a shared message is everybody's, of a personal one its owner's and managers'", async () => {
  const { rep, rep2, manager, admin: boss } = tenant;
  const call = await missedCall(tenant);
  const shared = await leave(tenant, call);
  const own = await leave(tenant, call, { mailbox: rep });
  const who = [rep, rep2, manager, boss];
  expect(await Promise.all(who.map((each) => hears(each, shared.recording)))).toEqual([
    ...[true, true, true, true],
  ]);
  expect(await Promise.all(who.map((each) => hears(each, own.recording)))).toEqual([
    ...[true, false, true, true],
  ]);
});

test("whose call it was does not open somebody else's message", async () => {
  const { rep, rep2 } = tenant;
  const call = await missedCall(tenant);
  await admin`update public.calls set user_id = ${rep2.userId} where id = ${call}`;
  const own = await leave(tenant, call, { mailbox: rep });
  expect(await hears(rep2, own.recording)).toBe(false);
  const { data } = await rep2.db.from("recordings").select("id");
  expect(data).toEqual([]);
});

test("playing marks a message as heard by whoever it is for; a manager leaves a colleague's", async () => {
  const { rep, rep2, manager } = tenant;
  const call = await missedCall(tenant);
  const shared = await leave(tenant, call);
  const own = await leave(tenant, call, { mailbox: rep });
  const play = (person: Member, recording: string) =>
    noteListening(tenant.id, person.userId, recording, "listened", new Date());
  await play(manager, own.recording);
  expect(await stateOf(own.id)).toMatchObject({ heard: false });
  await play(rep, own.recording);
  await play(rep2, shared.recording);
  await play(manager, shared.recording);
  expect(await stateOf(own.id)).toMatchObject({ heard: true, heard_by: rep.userId });
  expect(await stateOf(shared.id)).toMatchObject({ heard: true, heard_by: rep2.userId });
});

test("a message is marked heard and unheard by who may hear it, under their own name", async () => {
  const { rep, rep2 } = tenant;
  const own = await leave(tenant, await missedCall(tenant), { mailbox: rep });
  const mark = ({ db }: Member, heard: boolean) =>
    db
      .from("voicemails")
      .update({ heard_at: heard ? "2020-01-01T00:00:00Z" : null })
      .eq("id", own.id)
      .select("id, heard_by, heard_at");
  expect((await mark(rep2, true)).data).toEqual([]);
  const { data } = await mark(rep, true);
  expect(data).toMatchObject([{ heard_by: rep.userId }]);
  expect(Date.parse(data?.[0]?.heard_at ?? "")).toBeGreaterThan(Date.now() - 60_000);
  expect((await mark(rep, false)).data).toMatchObject([{ heard_by: null, heard_at: null }]);
});

test("assigning moves a message to a member's mailbox, with both names in the activity log", async () => {
  const { rep, rep2, manager } = tenant;
  const message = await leave(tenant, await missedCall(tenant));
  const give = ({ db }: Member, person?: string) =>
    db.rpc("assign_voicemail", { voicemail: message.id, ...(person && { person }) });
  const outsider = await makeTenant();
  expect((await give(rep, outsider.rep.userId)).data).toBe(false);
  expect((await give(rep, rep2.userId)).data).toBe(true);
  expect((await give(rep, rep.userId)).data).toBe(false);
  expect((await give(manager, rep.userId)).data).toBe(true);
  expect((await give(rep)).data).toBe(true);
  const logged = await admin`select detail ->> 'from' as before, detail ->> 'to' as after
    from public.audit_log where tenant_id = ${tenant.id} and action = 'voicemail.assigned'
    order by id`;
  expect(logged.map(({ before, after }) => [before, after])).toEqual([
    ...[
      [null, rep2.name],
      [rep2.name, rep.name],
      [rep.name, null],
    ],
  ]);
});

test("whom a message is for is notified once, whoever gets it later too, until somebody has heard it", async () => {
  const { rep, rep2, manager, admin: boss } = tenant;
  const call = await missedCall(tenant);
  const shared = await leave(tenant, call);
  for (const each of [rep, rep2, manager, boss]) {
    expect(await kindsOf(each)).toEqual(["shared_voicemail"]);
  }
  await manager.db.rpc("assign_voicemail", { voicemail: shared.id, person: rep.userId });
  expect(await kindsOf(rep)).toEqual(["voicemail", "shared_voicemail, read"]);
  expect(await kindsOf(rep2)).toEqual(["shared_voicemail, read"]);
  await noteListening(tenant.id, rep.userId, shared.recording, "listened", new Date());
  expect(await kindsOf(rep)).toEqual(["voicemail, read", "shared_voicemail, read"]);
});

test("a message is deleted by who may hear it, a talk by admins alone", async () => {
  const { rep, rep2, admin: boss } = tenant;
  const own = await leave(tenant, await missedCall(tenant), { mailbox: rep });
  const ask = ({ userId }: Member, recording: string) =>
    requestDeletion(tenant.id, userId, recording, new Date());
  expect(await ask(rep2, own.recording)).toEqual({ refused: "not_admin" });
  expect(await ask(rep, own.recording)).toMatchObject({ recording_sid: own.sid });
  const [talk] = await admin`insert into public.recordings
      (tenant_id, call_id, recording_sid, status, duration_seconds, created_at)
    select tenant_id, call_id, 'RE' || md5(id::text), 'completed', 9, now()
    from public.voicemails where id = ${own.id} returning id`;
  expect(await ask(rep, String(talk?.id))).toEqual({ refused: "not_admin" });
  expect(await ask(boss, String(talk?.id))).toMatchObject({ recording_id: talk?.id });
});
