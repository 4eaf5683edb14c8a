import { afterAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { transcribeRecordingJob } from "@/lib/transcription/job";
import { sealApiKey } from "@/lib/transcription/key";
import { sendVoicemailMails } from "@/lib/voicemail/send-mails";
import { kindsOf } from "@/tests/database/notifications/stage";
import { leave } from "@/tests/database/voicemail/messages";
import { stack } from "@/tests/support/stack";
import { keepSweepsAway } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { customer, everyoneAnswers, onlyCall, place } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

keepSweepsAway();
let tenant: TestTenant;
let key: string;
beforeEach(async () => {
  tenant = await makeTenant();
  key = `sk-local-${tenant.id}`;
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const turn = { over: false };
const setUp = (apiKey: string, talks = false) =>
  admin`insert into public.transcription_settings (tenant_id, base_url, model, api_key_ciphertext,
      api_key_last_four, transcribes_talks)
    values (${tenant.id}, ${stack.urls.transcription}, 'whisper-1',
      ${sealApiKey(apiKey, tenant.id)}, '', ${talks})`;
const failNext = (statuses: number[]) =>
  fetch(`${stack.urls.transcription}/_control/failures`, {
    method: "POST",
    body: JSON.stringify({ key, statuses }),
  });

/** Takes this tenant's job from the queue and runs it, as a worker does. */
async function runJob(id: string) {
  await admin`delete from jobs.job where singleton_key = ${id} and state < 'active'`;
  return transcribeRecordingJob.run({ tenant_id: tenant.id, id }, turn);
}

async function leaveMessage() {
  const { carrier, accountSid, number } = tenant;
  await publish(tenant, routeOf(tenant, false, [tenant.rep.userId]));
  const caller = carrier.handset(accountSid, customer);
  await caller.dial(number);
  await carrier.advance(accountSid, 12);
  await caller.speak(9);
  await carrier.advance(accountSid, 10);
  await caller.hangup();
  await carrier.runUntilIdle(accountSid);
  return onlyMessage();
}

async function onlyMessage() {
  const [row] = await admin`select v.id, v.recording_id, v.transcript, v.transcript_state,
      r.transcript_problem
    from public.voicemails v join public.recordings r on r.id = v.recording_id
    where v.tenant_id = ${tenant.id}`;
  return z
    .object({
      ...{ id: z.uuid(), recording_id: z.uuid(), transcript: z.string().nullable() },
      ...{ transcript_state: z.string().nullable(), transcript_problem: z.string().nullable() },
    })
    .parse(row);
}

test("a message is transcribed again until it works, and is the same when that is done twice", async () => {
  await setUp(key);
  await failNext([429, 500]);
  const { recording_id } = await leaveMessage();
  await expect(runJob(recording_id)).rejects.toThrow("The provider's limit is reached.");
  expect(await onlyMessage()).toMatchObject({ transcript_state: "waiting" });
  await expect(runJob(recording_id)).rejects.toThrow("a problem of its own (500)");
  await runJob(recording_id);
  const done = await onlyMessage();
  expect(done).toMatchObject({ transcript_state: "done", transcript: expect.stringMatching(/\w/) });
  expect(await runJob(recording_id)).toEqual({});
  expect(await onlyMessage()).toEqual(done);
});

test("a key that is refused is tried once, and why it failed is stored in words", async () => {
  await setUp("sk-wrong");
  const { recording_id } = await leaveMessage();
  expect(await runJob(recording_id)).toEqual({ not_transcribed: 1 });
  expect(await onlyMessage()).toMatchObject({
    transcript_state: "failed",
    transcript_problem: "The provider doesn't accept the key.",
  });
});

test("without a provider a message is there untranscribed", async () => {
  expect(await leaveMessage()).toMatchObject({ transcript: null, transcript_state: null });
});

test("a talk is transcribed only where that is switched on, under its recording's rule", async () => {
  await setUp(key, true);
  const { rep, rep2, carrier, accountSid } = tenant;
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  await carrier.advance(accountSid, 40);
  await carrier.handset(accountSid, customer).hangup();
  await carrier.runUntilIdle(accountSid);
  const [talk] = await admin`select id from public.recordings where call_id = ${callId}`;
  await runJob(String(talk?.id));
  const read = async ({ db }: typeof rep) =>
    (await db.from("recordings").select("transcript_state, transcript")).data;
  expect(await read(rep)).toMatchObject([
    { transcript_state: "done", transcript: expect.any(String) },
  ]);
  expect(await read(rep2)).toEqual([]);
});

test("a message with its caller missed is one notification and one mail to each who wants it", async () => {
  const { rep, rep2, id } = tenant;
  await rep2.db
    .from("notification_settings")
    .insert({ tenant_id: id, user_id: rep2.userId, mail_off: ["shared_voicemail"] });
  const message = await leaveMessage();
  expect((await onlyCall(tenant)).outcome).toBe("voicemail");
  const unread = (await kindsOf(rep)).filter((kind) => !kind.endsWith(", read"));
  expect(unread).toEqual(["shared_voicemail"]);
  await admin`delete from jobs.job where singleton_key = ${message.id} and state < 'active'`;
  const now = new Date();
  await Promise.all([
    sendVoicemailMails(id, message.id, now),
    sendVoicemailMails(id, message.id, now),
  ]);
  expect(await mailsTo(rep.email)).toHaveLength(1);
  expect(await mailsTo(rep2.email)).toEqual([]);
});

test("a personal message is mailed to its owner alone", async () => {
  const { id, rep, manager } = tenant;
  await leaveMessage();
  const call = await onlyCall(tenant);
  const own = await leave(tenant, call.id, { mailbox: rep });
  await admin`delete from jobs.job where singleton_key = ${own.id} and state < 'active'`;
  const before = (await mailsTo(manager.email)).length;
  await sendVoicemailMails(id, own.id, new Date());
  expect(await mailsTo(rep.email)).toContainEqual(
    expect.objectContaining({ text: expect.stringContaining("your mailbox") }),
  );
  expect(await mailsTo(manager.email)).toHaveLength(before);
});

async function mailsTo(email: string) {
  const answer = await fetch(`${stack.urls.mail}/api/messages?to=${encodeURIComponent(email)}`);
  return z.array(z.object({ subject: z.string(), text: z.string() })).parse(await answer.json());
}
