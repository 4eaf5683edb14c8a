import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noteListening } from "@/lib/recordings/machine";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, callRow, customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
let url: string;
beforeAll(async () => {
  tenant = await makeTenant();
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  await tenant.carrier.advance(tenant.accountSid, 40);
  await tenant.carrier.handset(tenant.accountSid, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  url = (await callRow(tenant, callId)).recording_url ?? "";
});

afterAll(() => Promise.all([admin.end(), machine.end()]));

const listen = (who: Parameters<typeof ask>[0], headers: Record<string, string> = {}, path = url) =>
  ask(who, path, { method: "GET", headers });

describe("a recording", () => {
  test("plays for the rep of the call, a manager and an admin", async () => {
    for (const member of [tenant.rep, tenant.manager, tenant.admin]) {
      const audio = await listen(member);
      expect(audio.status).toBe(200);
      expect(audio.headers.get("content-type")).toBe("audio/mpeg");
      expect(audio.headers.get("cache-control")).toContain("private");
      expect((await audio.arrayBuffer()).byteLength).toBeGreaterThan(10_000);
    }
  });

  test("is 404 for a colleague, for other tenants, and 401 without a session", async () => {
    const other = await makeTenant({ withoutTwilio: true });
    for (const member of [tenant.rep2, other.rep, other.admin]) {
      expect((await listen(member)).status).toBe(404);
    }
    expect((await listen(null)).status).toBe(401);
  });

  test("answers a Range with 206, one past the end with 416", async () => {
    const whole = new Uint8Array(await (await listen(tenant.rep)).arrayBuffer());
    const part = await listen(tenant.rep, { range: "bytes=100-299" });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 100-299/${whole.length}`);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(100, 300));
    expect((await listen(tenant.rep, { range: `bytes=${whole.length + 10}-` })).status).toBe(416);
  });

  test("is named as a file when downloaded", async () => {
    const audio = await listen(tenant.rep, {}, `${url}?download`);
    expect(audio.headers.get("content-disposition")).toMatch(/^attachment; filename=".+\.mp3"$/);
  });

  test("that does not exist, or is no id, is 404", async () => {
    for (const path of [
      "/api/recordings/11111111-1111-4111-8111-111111111111",
      "/api/recordings/nonsense",
    ]) {
      expect((await listen(tenant.admin, {}, path)).status).toBe(404);
    }
  });
});

describe("who listened", () => {
  const noted = async () =>
    (
      await admin`select action, actor_id, subject from public.audit_log
        where tenant_id = ${tenant.id} and action like 'recording.%' order by id`
    ).map(({ action, actor_id, subject }) => [action, actor_id, `/api/recordings/${subject}`]);

  test("stands in the audit log once, in however many pieces they asked for it", async () => {
    tenant = await makeTenant();
    await everyoneAnswers(tenant);
    const callId = await place(tenant);
    await tenant.carrier.advance(tenant.accountSid, 40);
    await tenant.carrier.handset(tenant.accountSid, customer).hangup();
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    url = (await callRow(tenant, callId)).recording_url ?? "";

    await listen(tenant.rep2);
    await listen(tenant.rep, { range: "bytes=999999999-" });
    expect(await noted()).toEqual([]);

    const pieces = Array.from({ length: 12 }, (_, at) => `bytes=${at * 100}-${at * 100 + 99}`);
    await Promise.all(pieces.map((range) => listen(tenant.rep, { range })));
    await listen(tenant.manager, {}, `${url}?download`);
    await listen(tenant.manager, {}, `${url}?download`);
    expect(await noted()).toEqual([
      ["recording.listened", tenant.rep.userId, url],
      ["recording.downloaded", tenant.manager.userId, url],
    ]);
  });

  test("is noted again an hour later", async () => {
    const id = url.split("/").at(-1) ?? "";
    const hear = (minutes: number) => {
      const at = new Date(Date.now() + minutes * 60_000);
      return noteListening(tenant.id, tenant.rep.userId, id, "listened", at);
    };
    const before = (await noted()).length;
    await hear(59);
    expect(await noted()).toHaveLength(before);
    await hear(61);
    expect(await noted()).toHaveLength(before + 1);
  });
});
