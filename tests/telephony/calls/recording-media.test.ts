import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inboundCallId } from "@/lib/record/event";
import { startOtherApp } from "@/tests/support/other-app";
import { sweep } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { sendBytes, startOrigin } from "@/tests/telephony/calls/recording-origin";
import { ask } from "@/tests/telephony/calls/walk";
import { admin, leaveAlone, machine, newSid } from "@/tests/telephony/record/call-record";
import { post } from "@/tests/telephony/webhooks/post";

const megabyte = 1024 * 1024;

const storage = await startOrigin((request, response) => {
  if (request.url === "/on") response.writeHead(302, { location: `${storage.url}/off` }).end();
  else response.writeHead(200, { "content-type": "audio/mpeg" }).end("stored");
});
const progress = { sent: 0, gone: false };
let large = 0;
let typeNamed = "";
/** Stands in for Twilio: what it answers goes by the last digits of the recording's SID. */
const twilio = await startOrigin(async (request, response) => {
  const sid = request.url?.match(/RE[0-9a-f]{32}/)?.[0] ?? "";
  if (sid.endsWith("01")) response.writeHead(302, { location: `${storage.url}/audio` }).end();
  else if (sid.endsWith("02")) response.writeHead(302, { location: `${storage.url}/on` }).end();
  else if (sid.endsWith("03")) response.writeHead(302, { location: "file:///etc/passwd" }).end();
  else if (sid.endsWith("04")) response.writeHead(500).end("secret words of a server");
  else if (sid.endsWith("05"))
    response
      .writeHead(206, { "content-range": "bytes 2-4/9", "content-type": "audio/mpeg" })
      .end("345");
  else if (sid.endsWith("06")) response.writeHead(200, { "content-type": typeNamed }).end("<p>");
  else await sendBytes(response, large, progress);
});

let app: string;
let tenant: TestTenant;
beforeAll(async () => {
  [app, tenant] = await Promise.all([
    startOtherApp({ TWILIO_API_BASE_URL: twilio.url }),
    makeTenant(),
  ]);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A recording whose SID ends in these digits; gives its id. */
async function plantRecording(digits: string): Promise<string> {
  const sid = newSid("RE").slice(0, -digits.length) + digits;
  const callId = randomUUID();
  const now = new Date().toISOString();
  const event = {
    type: "recording",
    dedupe_key: `recording:${sid}:completed`,
    call_id: callId,
    creates: "inbound",
    call_sid: newSid("CA"),
    occurred_at: now,
    received_at: now,
    recording: { sid, status: "completed", duration: 60, channels: 2 },
    data: {},
  };
  await machine`select machine.record_event(${tenant.id}, ${machine.json(event)})`;
  await leaveAlone(callId);
  const [row] = await admin`select id from public.recordings where recording_sid = ${sid}`;
  return row?.id;
}

const listen = (id: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${app}/api/recordings/${id}`, {
    headers: { authorization: `Bearer ${tenant.manager.accessToken}`, ...headers },
    signal,
  });

describe("the audio of a recording", () => {
  test("is fetched from the configured origin by its SID, with the tenant's credentials", async () => {
    large = 1000;
    const id = await plantRecording("ff");
    const answer = await listen(id);
    expect(answer.status).toBe(200);
    expect((await answer.arrayBuffer()).byteLength).toBe(1000);
    const last = twilio.asked.at(-1);
    expect(last?.path).toMatch(
      new RegExp(
        `^/2010-04-01/Accounts/${tenant.accountSid}/Recordings/RE[0-9a-f]{32}\\.mp3\\?RequestedChannels=2$`,
      ),
    );
    const credentials = btoa(`${tenant.accountSid}:${tenant.authToken}`);
    expect(last?.headers.authorization).toBe(`Basic ${credentials}`);
    expect(last?.headers.cookie).toBeUndefined();
  });

  test("is followed to Twilio's storage once, and no credential goes along", async () => {
    const answer = await listen(await plantRecording("01"), { range: "bytes=0-9", cookie: "a=b" });
    expect(await answer.text()).toBe("stored");
    const { headers } = storage.asked.at(-1) ?? {};
    expect(headers?.range).toBe("bytes=0-9");
    for (const name of ["authorization", "cookie", "proxy-authorization", "referer"]) {
      expect(headers?.[name], name).toBeUndefined();
    }
    expect(JSON.stringify(headers)).not.toContain(tenant.authToken);

    const before = storage.asked.length;
    expect((await listen(await plantRecording("02"))).status).toBe(502);
    expect(storage.asked.slice(before).map(({ path }) => path)).toEqual(["/on"]);
  });

  test.each([
    ["points at something that is no web address", "03"],
    ["fails", "04"],
  ])("is 502 without Twilio's words when Twilio %s", async (_, digits) => {
    const answer = await listen(await plantRecording(digits));
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ error: { code: "recording_unavailable" } });
  });

  test.each([
    "text/html",
    "image/svg+xml",
    "application/octet-stream",
    "audio/mpeg, text/html",
    "audio/unheard-of",
    "",
  ])("is 502, and nothing of it is passed on, when its type is %j", async (type) => {
    typeNamed = type;
    const answer = await listen(await plantRecording("06"));
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ error: { code: "recording_unavailable" } });
  });

  test("is audio and a file of ours to a browser, however Twilio names its type", async () => {
    typeNamed = "Audio/X-WAV; charset=utf-7";
    const id = await plantRecording("06");
    const answer = await listen(id);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "audio/wav",
      "content-disposition": `inline; filename="call-${id}.mp3"`,
      "x-content-type-options": "nosniff",
    });
    await answer.arrayBuffer();
  });

  test("is asked for in one range at most; a 206 keeps its place", async () => {
    const id = await plantRecording("05");
    const part = await listen(id, { range: "bytes=2-4" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 2-4/9"]);
    expect(await part.text()).toBe("345");
    for (const range of ["bytes=0-1,5-6", "items=0-1", "bytes=4-2"]) {
      await (await listen(id, { range })).arrayBuffer();
      expect(twilio.asked.at(-1)?.headers.range, range).toBeUndefined();
    }
  });

  test("of 200 MB passes through without filling memory", async () => {
    const id = await plantRecording("aa");
    large = 64 * megabyte;
    await drain(await listen(id));
    const before = memoryOf(app);
    large = 200 * megabyte;
    let most = before;
    let read = 0;
    await drain(await listen(id), (bytes) => {
      if (Math.floor((read + bytes) / (10 * megabyte)) > Math.floor(read / (10 * megabyte))) {
        most = Math.max(most, memoryOf(app));
      }
      read += bytes;
    });
    expect(read).toBe(200 * megabyte);
    expect(most - before).toBeLessThan(60 * megabyte);
  });

  test("waits at Twilio for a listener who does not read on, and is let go when they leave", async () => {
    const id = await plantRecording("bb");
    large = 200 * megabyte;
    Object.assign(progress, { sent: 0, gone: false });
    const leaving = new AbortController();
    const answer = await listen(id, {}, leaving.signal);
    const reader = answer.body?.getReader();
    await reader?.read();
    let last = -1;
    const standsStill = () => {
      const still = progress.sent === last;
      last = progress.sent;
      return still;
    };
    await expect.poll(standsStill, { interval: 300 }).toBe(true);
    expect(progress.sent).toBeLessThan(50 * megabyte);
    leaving.abort();
    await expect.poll(() => progress.gone).toBe(true);
  });
});

describe("a URL in a webhook", () => {
  test("is never fetched: not when it comes, not by the sweep, not to listen", async () => {
    const before = storage.asked.length;
    const fields = {
      AccountSid: tenant.accountSid,
      CallSid: newSid("CA"),
      RecordingSid: newSid("RE"),
      RecordingUrl: `${storage.url}/theirs`,
      RecordingStatus: "completed",
      RecordingDuration: "5",
    };
    const path = `recording?call=${inboundCallId(tenant.id, fields.CallSid)}`;
    const posted = await post({ path, fields, token: tenant.authToken });
    expect(posted.status).toBe(204);
    const [row] = await admin`
      select id, call_id from public.recordings where recording_sid = ${fields.RecordingSid}`;
    await sweep(
      () => admin`update public.calls set next_check_at = now() where id = ${row?.call_id}`,
    );
    const response = await ask(tenant.manager, `/api/recordings/${row?.id}`, { method: "GET" });
    expect(response.status).toBe(404);
    expect(storage.asked.length).toBe(before);
    await leaveAlone(row?.call_id);
  });
});

async function drain(answer: Response, onBytes: (bytes: number) => void = () => {}) {
  for await (const chunk of answer.body ?? []) onBytes(chunk.byteLength);
}

/** Bytes of memory that an app, with all its processes, keeps resident. */
function memoryOf(url: string): number {
  const port = new URL(url).port;
  const rows = execFileSync("ps", ["-eo", "pid=,ppid=,rss=,args="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => {
      const found = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line);
      return found
        ? [{ pid: found[1], parent: found[2], rss: Number(found[3]), args: found[4] }]
        : [];
    });
  const family = new Set(
    rows.filter(({ args }) => args?.includes(`"-p","${port}"`)).map(({ pid }) => pid),
  );
  if (family.size === 0) throw new Error("the app is not among the processes");
  for (let grown = -1; grown !== family.size; ) {
    grown = family.size;
    for (const { pid, parent } of rows) if (family.has(parent)) family.add(pid);
  }
  return rows.filter(({ pid }) => family.has(pid)).reduce((sum, { rss }) => sum + rss * 1024, 0);
}
