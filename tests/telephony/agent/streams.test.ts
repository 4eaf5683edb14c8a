import { afterAll, beforeAll, expect, test } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { z } from "zod";
import { closings } from "@/lib/agent/sound/closings";
import { soundToken } from "@/lib/agent/sound/token";
import { streamToken } from "@/lib/twilio/stream-token";
import { sign } from "@/local/carrier/signature";
import { publishAgent, startAgent } from "@/tests/support/agent";
import { type Member, makeTenant, signInOnce, type TestTenant } from "@/tests/support/tenant";
import { admin, inboundId, newSid } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

/** A model that is configured and never says anything. */
const model = new WebSocketServer({ port: 0 });
model.on("connection", (socket) => {
  socket.on("message", (data) => {
    const { type } = JSON.parse(String(data));
    if (type === "session.update") {
      socket.send(JSON.stringify({ type: "session.updated", session: {} }));
    }
  });
});

const SignedIn = z.object({ session_id: z.uuid() });

let url: string;
let baseUrl: string;
let own: TestTenant;
let versionId: string;
let other: TestTenant;
let othersVersion: string;
const opened: WebSocket[] = [];

beforeAll(async () => {
  const address = model.address();
  const port = typeof address === "object" && address ? address.port : 0;
  baseUrl = `http://127.0.0.1:${port}`;
  ({ url } = await startAgent({ AGENT_CAPACITY: "20", REALTIME_STAND_IN_URL: baseUrl }));
  [own, other] = await Promise.all([makeTenant(), makeTenant()]);
  [{ version: versionId }, { version: othersVersion }] = await Promise.all([
    publishAgent(own, baseUrl),
    publishAgent(other, baseUrl),
  ]);
});
afterAll(async () => {
  for (const socket of opened) socket.terminate();
  model.close();
  await admin.end();
});

/** A caller who has arrived: their leg and what its stream would show. */
async function arrived(tenant: TestTenant, version = versionId) {
  const callSid = newSid("CA");
  const planted = { ...tenant, rep: tenant.rep.userId };
  const fields = callerFields(planted, { CallSid: callSid });
  const { status } = await post({ path: "answer", fields, token: tenant.authToken });
  if (status !== 200) throw new Error(`answer said ${status}`);
  const call_id = inboundId(planted, callSid);
  const heard = { noticed: false, unrecorded: false };
  const grant = { tenant_id: tenant.id, call_id, call_sid: callSid, version_id: version, ...heard };
  const place = "ana.1.0.0.";
  return { callSid, token: streamToken({ ...grant, place }, new Date()) };
}

/** Opens a stream as Twilio does; "open", or the status of the refusal. */
function open({ accountSid, authToken }: { accountSid: string; authToken: string }) {
  const address = `${url}/twilio/${accountSid}`;
  const headers = { "X-Twilio-Signature": sign(authToken, address) };
  const socket = new WebSocket(address, { headers });
  opened.push(socket);
  return new Promise<{ socket: WebSocket; answer: "open" | number }>((resolve) => {
    socket.once("open", () => resolve({ socket, answer: "open" }));
    socket.once("unexpected-response", (_, { statusCode }) =>
      resolve({ socket, answer: statusCode ?? 0 }),
    );
    socket.on("error", () => {});
  });
}

const start = (socket: WebSocket, accountSid: string, callSid: string, token: string) => {
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  const mediaFormat = { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 };
  const at = { streamSid: newSid("MZ"), accountSid, callSid };
  const customParameters = { token };
  const begun = { ...at, tracks: ["inbound"], customParameters, mediaFormat };
  socket.send(JSON.stringify({ event: "start", sequenceNumber: "1", start: begun }));
  return closed;
};

const sessionsOf = async (tenant: TestTenant) =>
  (await tenant.manager.db.from("voice_agent_sessions").select("call_sid, status")).data ?? [];

test("an upgrade that the account's token has not signed is refused", async () => {
  const { accountSid } = own;
  expect((await open({ accountSid, authToken: "made up" })).answer).toBe(403);
  expect((await open({ accountSid, authToken: other.authToken })).answer).toBe(403);
  expect((await open({ accountSid: newSid("AC"), authToken: own.authToken })).answer).toBe(403);
});

test("a stream without a token, or with one that is made up or another's, begins nothing", async () => {
  const theirs = await arrived(other, othersVersion);
  const mine = await arrived(own);
  for (const [callSid, token] of [
    [mine.callSid, ""],
    [mine.callSid, `${mine.token.slice(0, -1)}x`],
    [newSid("CA"), mine.token],
    [theirs.callSid, theirs.token],
  ]) {
    const { socket } = await open(own);
    expect(await start(socket, own.accountSid, callSid ?? "", token ?? "")).toBe(1008);
  }
  expect(await sessionsOf(own)).toEqual([]);
  expect(await sessionsOf(other)).toEqual([]);
});

test("whoever listens and may not any more hears no more of it, which is in the activity log", async () => {
  const tenant = await makeTenant();
  const { version } = await publishAgent(tenant, baseUrl);
  const { callSid, token } = await arrived(tenant, version);
  const { socket } = await open(tenant);
  void start(socket, tenant.accountSid, callSid, token);
  const talks = async () =>
    (await tenant.manager.db.from("voice_agent_sessions").select("id, call_id, status")).data ?? [];
  await expect.poll(talks).toMatchObject([{ status: "talking" }]);
  const [talk] = await talks();
  const session_id = talk?.id ?? "";
  const listen = async ({ userId: user_id }: Member, sign_in: string | null = null) => {
    const grant = { tenant_id: tenant.id, user_id, session_id, url, sign_in };
    const browser = new WebSocket(`${url}/sound`);
    opened.push(browser);
    const closed = new Promise<number>((resolve) => browser.once("close", resolve));
    await new Promise((resolve) => browser.once("open", resolve));
    browser.send(JSON.stringify({ token: soundToken(grant, new Date()) }));
    const heard = new Promise((resolve) => browser.once("message", resolve));
    const payload = Buffer.alloc(160, 0x55).toString("base64");
    const says = () =>
      socket.send(JSON.stringify({ event: "media", media: { timestamp: "20", payload } }));
    const speaking = setInterval(says, 20);
    await heard;
    clearInterval(speaking);
    return { browser, closed };
  };
  const signInOf = async ({ db }: Pick<Member, "db">) =>
    SignedIn.parse((await db.rpc("me")).data).session_id;
  const another = await signInOnce(tenant.admin);
  const leaves = await listen(tenant.admin, await signInOf(another));
  const stays = await listen(tenant.admin, await signInOf(tenant.admin));
  const demoted = await listen(tenant.manager);
  // Of that one browser: they listen on in the other.
  await another.db.auth.signOut({ scope: "local" });
  expect(await leaves.closed).toBe(closings.forbidden);
  await admin`update public.profiles set role = 'rep' where user_id = ${tenant.manager.userId}`;
  expect(await demoted.closed).toBe(closings.forbidden);
  expect(stays.browser.readyState).toBe(WebSocket.OPEN);
  const { data } = await tenant.admin.db
    .from("audit_log")
    .select("actor_id, subject, detail")
    .eq("action", "call.listening_ended");
  expect(data).toMatchObject([
    { actor_id: null, subject: tenant.manager.userId, detail: { call_id: talk?.call_id } },
  ]);
  await admin`update public.profiles set removed_at = now() where user_id = ${tenant.admin.userId}`;
  expect(await stays.closed).toBe(closings.forbidden);
  socket.close();
});

test("a token serves once", async () => {
  const { callSid, token } = await arrived(own);
  const first = await open(own);
  void start(first.socket, own.accountSid, callSid, token);
  await expect.poll(() => sessionsOf(own)).toEqual([{ call_sid: callSid, status: "talking" }]);
  const second = await open(own);
  expect(await start(second.socket, own.accountSid, callSid, token)).toBe(1008);
  first.socket.close();
  await expect.poll(() => sessionsOf(own)).toEqual([{ call_sid: callSid, status: "ended" }]);
});

test("an end that a colleague asks for comes, also where the model stays silent", async () => {
  const { callSid, token } = await arrived(own);
  const { socket } = await open(own);
  const closed = start(socket, own.accountSid, callSid, token);
  const talk = async () => {
    const { db } = own.manager;
    const { data } = await db.from("voice_agent_sessions").select().eq("call_sid", callSid);
    return data?.[0];
  };
  await expect.poll(talk).toMatchObject({ status: "talking" });
  await admin`update public.voice_agent_sessions set asked = 'end'
    where tenant_id = ${own.id} and call_sid = ${callSid}`;
  expect(await closed).toBe(1000);
  expect(await talk()).toMatchObject({ status: "ended", outcome: "contained" });
});

test("of fifty calls at once, as many talk as there is room for; the others go on at once", async () => {
  const calls = await Promise.all(Array.from({ length: 50 }, () => arrived(own)));
  const streams = await Promise.all(calls.map(async (call) => ({ call, ...(await open(own)) })));
  let refused = 0;
  for (const { socket, call } of streams) {
    void start(socket, own.accountSid, call.callSid, call.token).then((code) => {
      if (code === 1008) refused += 1;
    });
  }
  await expect.poll(() => refused).toBe(30);
  const talking = async () =>
    (await sessionsOf(own)).filter(({ status }) => status === "talking").length;
  await expect.poll(talking).toBe(20);
  for (const { socket } of streams) socket.close();
  await expect.poll(talking).toBe(0);
});

test("a process with room for so many is sent no more, and none that is draining or silent", async () => {
  const claims = async (state: object) => {
    const found: unknown[] = [];
    const worker = { url: "wss://one.test", capacity: 20, active: 0, is_draining: false, ...state };
    const undone = new Error("undone");
    await admin
      .begin(async (sql) => {
        await sql`delete from private.agent_workers`;
        await sql`insert into private.agent_workers ${sql({
          ...{ id: crypto.randomUUID(), seen_at: new Date() },
          ...worker,
        })}`;
        for (let count = 0; count < 50; count += 1) {
          const [row] = await sql`select private.claim_agent_worker() as url`;
          if (row?.url) found.push(row.url);
        }
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
    return found.length;
  };
  expect(await claims({})).toBe(20);
  expect(await claims({ active: 18 })).toBe(2);
  expect(await claims({ is_draining: true })).toBe(0);
  expect(await claims({ seen_at: new Date(Date.now() - 11_000) })).toBe(0);
});
