import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import { deleteRecording } from "@/lib/recordings/retire";
import { sweep } from "@/tests/support/sweeps";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, callRow, customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const idle = () => tenant.carrier.runUntilIdle(tenant.accountSid);

/** A recorded call; gives its id and its recording's. */
async function recordedCall(): Promise<{ callId: string; id: string; sid: string }> {
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  await tenant.carrier.advance(tenant.accountSid, 40);
  await tenant.carrier.handset(tenant.accountSid, customer).hangup();
  await idle();
  const [row] =
    await admin`select id, recording_sid from public.recordings where call_id = ${callId}`;
  return { callId, id: row?.id, sid: row?.recording_sid };
}

const agedDays = (id: string, days: number) =>
  admin`update public.recordings set created_at = now() - make_interval(days => ${days}) where id = ${id}`;
const keepFor = (days: number | null, member = tenant.admin) =>
  member.db.from("tenants").update({ keep_recordings_days: days }).eq("id", tenant.id).select("id");
const again = (id: string) =>
  admin`update private.recording_deletions set next_try_at = now() where recording_id = ${id}`;

async function recordingRow(id: string) {
  const [row] = await admin`select * from public.recordings where id = ${id}`;
  return row;
}
const receipts = async (id: string) => [
  ...(await admin`select action, actor_id, detail from public.audit_log
    where tenant_id = ${tenant.id} and subject = ${id} and action like 'recording.delet%'
      order by id`),
];
const deletions = async () =>
  (await tenant.carrier.log(tenant.accountSid)).flatMap((entry) =>
    entry.kind === "rest" && entry.method === "DELETE" ? [entry.status] : [],
  );
const meAs = (member: Member) => ({ user_id: member.userId, tenant: { id: tenant.id } });
const code = (asked: Promise<unknown>) =>
  asked.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe("recordings that are kept for 30 days", () => {
  test("are deleted at Twilio and here when they are older, with a receipt, and younger ones stay", async () => {
    const old = await recordedCall();
    const young = await recordedCall();
    await agedDays(old.id, 31);
    await agedDays(young.id, 29);
    await sweep();
    expect(await deletions()).toEqual([]);

    await keepFor(30);
    await sweep();
    expect(await deletions()).toEqual([204]);
    expect(await recordingRow(old.id)).toMatchObject({
      status: "deleted",
      deleted_by: null,
      deleted_answer: 204,
      deleted_at: expect.any(Date),
    });
    expect(await recordingRow(young.id)).toMatchObject({ status: "completed", deleted_at: null });
    expect(await receipts(old.id)).toEqual([
      {
        action: "recording.deleted",
        actor_id: null,
        detail: {
          reason: "kept_long_enough",
          call_id: old.callId,
          recording_sid: old.sid,
          twilio_answered: 204,
        },
      },
    ]);
    expect((await callRow(tenant, old.callId)).recording_url).toBeNull();
    const response = await ask(tenant.manager, `/api/recordings/${old.id}`, { method: "GET" });
    expect(response.status).toBe(404);

    await sweep();
    expect(await deletions()).toEqual([204]);
  });

  test("stay when they are to be kept for ever again before Twilio could be asked", async () => {
    const { id } = await recordedCall();
    await agedDays(id, 31);
    await keepFor(30);
    await tenant.carrier.fault(tenant.accountSid, { api: "down", match: { method: "DELETE" } });
    await sweep();
    await tenant.carrier.clearFaults(tenant.accountSid);
    await keepFor(null);
    await again(id);
    await sweep();
    expect(await recordingRow(id)).toMatchObject({ status: "completed" });
  });

  test("are a matter for admins, and for a day at the least", async () => {
    expect((await keepFor(30, tenant.manager)).data).toEqual([]);
    expect((await keepFor(0)).error).not.toBeNull();
    expect((await keepFor(30)).data).toHaveLength(1);
  });
});

describe("a recording that an admin deletes", () => {
  test("is gone at once, and says who did it", async () => {
    const { id, callId } = await recordedCall();
    await deleteRecording(meAs(tenant.admin), id, new Date());
    expect(await deletions()).toEqual([204]);
    expect(await recordingRow(id)).toMatchObject({
      status: "deleted",
      deleted_by: tenant.admin.userId,
    });
    expect(await receipts(id)).toMatchObject([
      {
        action: "recording.deleted",
        actor_id: tenant.admin.userId,
        detail: { twilio_answered: 204 },
      },
    ]);
    const { data } = await tenant.rep.db
      .from("call_events")
      .select("event_type, event_data")
      .eq("call_id", callId)
      .eq("event_type", "rest.deleted");
    expect(data).toMatchObject([{ event_data: { answer: 204, why: "deleted_by_admin" } }]);
  });

  test("is for nobody else to delete: no rep, no manager, no other company's admin", async () => {
    const { id } = await recordedCall();
    const other = await makeTenant();
    for (const member of [tenant.rep, tenant.manager]) {
      expect(await code(deleteRecording(meAs(member), id, new Date()))).toBe("forbidden");
    }
    const stranger = { user_id: other.admin.userId, tenant: { id: other.id } };
    expect(await code(deleteRecording(stranger, id, new Date()))).toBe("recording_not_found");
    const intruder = { user_id: other.admin.userId, tenant: { id: tenant.id } };
    expect(await code(deleteRecording(intruder, id, new Date()))).toBe("forbidden");
    expect(await deletions()).toEqual([]);
  });

  test("that Twilio had no more is deleted here, and the receipt says 404", async () => {
    const { id } = await recordedCall();
    await tenant.carrier.fault(tenant.accountSid, {
      api: "lose-answer",
      match: { method: "DELETE" },
      times: 1,
    });
    expect(await code(deleteRecording(meAs(tenant.admin), id, new Date()))).toBe(
      "recording_not_deleted",
    );
    expect(await recordingRow(id)).toMatchObject({ status: "completed" });
    await again(id);
    await sweep();
    expect(await recordingRow(id)).toMatchObject({ status: "deleted", deleted_answer: 404 });
    expect((await receipts(id)).map(({ action }) => action)).toEqual([
      "recording.deletion_failed",
      "recording.deleted",
    ]);
  });

  test("is tried again after a failure, for as long as it takes, and fails in the log once", async () => {
    const { id } = await recordedCall();
    await tenant.carrier.fault(tenant.accountSid, {
      api: { error: { status: 503, code: 20503, message: "Later" } },
      match: { method: "DELETE" },
      times: 3,
    });
    expect(await code(deleteRecording(meAs(tenant.admin), id, new Date()))).toBe(
      "recording_not_deleted",
    );
    for (const _ of [1, 2, 3]) {
      await again(id);
      await sweep();
    }
    expect(await deletions()).toEqual([503, 503, 503, 204]);
    expect((await receipts(id)).map(({ action, actor_id }) => [action, actor_id])).toEqual([
      ["recording.deletion_failed", tenant.admin.userId],
      ["recording.deleted", tenant.admin.userId],
    ]);
  });

  test("many times at once is deleted once, and a late webhook does not bring it back", async () => {
    const { id, callId, sid } = await recordedCall();
    const asked = Array.from({ length: 6 }, () =>
      code(deleteRecording(meAs(tenant.admin), id, new Date())),
    );
    for (const answer of await Promise.all(asked)) {
      expect(["done", "recording_not_found"]).toContain(answer);
    }
    expect((await receipts(id)).map(({ action }) => action)).toEqual(["recording.deleted"]);
    const now = new Date().toISOString();
    const late = {
      type: "recording",
      dedupe_key: `recording:${sid}:completed:late`,
      call_id: callId,
      occurred_at: now,
      received_at: now,
      recording: { sid, status: "completed", duration: 27, channels: 2 },
      data: {},
    };
    await machine`select machine.record_event(${tenant.id}, ${machine.json(late)})`;
    expect(await recordingRow(id)).toMatchObject({ status: "deleted" });
    expect((await callRow(tenant, callId)).recording_url).toBeNull();
  });
});
