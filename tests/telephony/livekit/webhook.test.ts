import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLivekitHook } from "@/lib/livekit/hook";
import { plantLivekit } from "@/local/tenant/plant-livekit";
import { postHook, signHook } from "@/tests/support/livekit";
import { stack } from "@/tests/support/stack";
import { admin, machine, type Planted, plantTenant } from "@/tests/telephony/record/call-record";

const project = { url: "wss://rooms.test", key: `API${randomUUID()}`, secret: "s".repeat(32) };
const sipHost = "sip.rooms.test";

/** Two companies with one project, and one whose project has the same key and another secret. */
let acme: Planted;
let globex: Planted;
let other: Planted;
const prefixes = new Map<string, string>();

beforeAll(async () => {
  [acme, globex, other] = await Promise.all([plantTenant(), plantTenant(), plantTenant()]);
  await plantLivekit(admin, acme.id, { ...project, sipHost });
  await plantLivekit(admin, globex.id, { ...project, sipHost });
  await plantLivekit(admin, other.id, { ...project, secret: "o".repeat(32), sipHost });
  const rows = await admin<{ tenant_id: string; room_prefix: string }[]>`
    select tenant_id, room_prefix from public.livekit_accounts where api_key = ${project.key}`;
  for (const { tenant_id, room_prefix } of rows) prefixes.set(tenant_id, room_prefix);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const roomOf = (tenant: Planted) => `${prefixes.get(tenant.id)}_+12065550177_abc`;
const bodyOf = (name: string, event = "room_started") =>
  JSON.stringify({
    ...{ event, id: `EV_${randomUUID()}`, createdAt: String(Math.floor(Date.now() / 1000)) },
    room: { sid: "RM_1", name },
  });

const sign = (body: string, changes: Partial<Parameters<typeof signHook>[1]> = {}) =>
  signHook(body, { ...project, ...changes });

describe("a webhook's tenant is whose secret verifies it and whose room it is:", () => {
  test("of two with one project each takes the events of its own rooms", async () => {
    for (const tenant of [acme, globex]) {
      const body = bodyOf(roomOf(tenant));
      const hook = await readLivekitHook(body, await sign(body));
      expect(hook?.tenantId).toBe(tenant.id);
      expect(hook?.event.room.name).toBe(roomOf(tenant));
      expect(await postHook(body, await sign(body))).toBe(204);
    }
  });

  test("a company's secret says nothing of another's room", async () => {
    const body = bodyOf(roomOf(acme));
    expect(await readLivekitHook(body, await sign(body, { secret: "o".repeat(32) }))).toBeNull();
    const own = bodyOf(roomOf(other));
    const hook = await readLivekitHook(own, await sign(own, { secret: "o".repeat(32) }));
    expect(hook?.tenantId).toBe(other.id);
    expect(await readLivekitHook(own, await sign(own))).toBeNull();
  });

  test.each([
    ["a room that others have in the project", () => bodyOf("somebody's room")],
    ["a room whose name only resembles ours", () => bodyOf(`x${roomOf(acme)}`)],
    ["an event of another kind", () => bodyOf(roomOf(acme), "egress_started")],
    ["an event without a room", () => JSON.stringify({ event: "room_started", id: "EV_1" })],
  ])("%s is taken and not written", async (_, body) => {
    const text = body();
    expect(await readLivekitHook(text, await sign(text))).toBeNull();
    expect(await postHook(text, await sign(text))).toBe(204);
  });
});

describe("what is not signed for its body is refused:", () => {
  test.each<[string, (body: string) => Promise<string | undefined>]>([
    ["no signature", async () => undefined],
    ["no JWT", async () => "Bearer abc"],
    ["a JWT of a key that nobody has", (body) => sign(body, { key: "APInobody" })],
    ["a wrong secret", (body) => sign(body, { secret: "w".repeat(32) })],
    ["a JWT that has expired", (body) => sign(body, { ttl: -60 })],
    ["the signature of another body", (body) => sign(`${body} `)],
    ["a token for a room, which has no body's hash", (body) => sign(body, { hash: false })],
    ["an unsigned JWT", async (body) => unsigned(await sign(body))],
  ])("%s", async (_, authorize) => {
    const body = bodyOf(roomOf(acme));
    expect(await postHook(body, await authorize(body))).toBe(403);
  });

  test("a body that is too large, and another method", async () => {
    const body = bodyOf("x".repeat(300_000));
    expect(await postHook(body, await sign(body))).toBe(413);
    const { status } = await fetch(`${stack.urls.app}/api/livekit/webhook`);
    expect(status).toBe(405);
  });

  test("a signed body that is no event", async () => {
    expect(await postHook("[]", await sign("[]"))).toBe(403);
    expect(await postHook("no JSON", await sign("no JSON"))).toBe(403);
  });
});

function unsigned(jwt: string): string {
  const header = Buffer.from('{"alg":"none"}').toString("base64url");
  return `${header}.${jwt.split(".")[1]}.`;
}
