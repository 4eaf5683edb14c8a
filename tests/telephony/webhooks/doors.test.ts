import { afterAll, describe, expect, test } from "vitest";
import { voiceWebhookNames } from "@/lib/voice/registry";
import { admin, machine, type Planted, plantTenant } from "@/tests/telephony/record/call-record";
import { doors } from "@/tests/telephony/webhooks/doors";
import { genuine, type Other, plantOther } from "@/tests/telephony/webhooks/genuine";
import { callerFields, type Post, post, recordDigest } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const routes = voiceWebhookNames;

type Scene = { route: string; own: Planted; other: Other; request: Post };

async function prepare(route: string): Promise<Scene> {
  const make = genuine[route];
  if (!make)
    throw new Error(`${route} has no genuine request in tests/telephony/webhooks/genuine/`);
  const [own, other] = await Promise.all([plantTenant(), plantOther()]);
  return { route, own, other, request: await make(own) };
}

/** Those that the registry has: a new route fails by name until it has a genuine request. */
const scenes: Scene[] = [];
for (const route of routes) scenes.push(await prepare(route));

const attempts = scenes.flatMap(({ route, own, other, request }) =>
  doors.flatMap(([door, attack]) => {
    const attempt = attack(request, own, other);
    return attempt ? [{ route, door, own, other, attempt }] : [];
  }),
);
const written = (own: Planted, other: Other) =>
  Promise.all([recordDigest(own), recordDigest(other.tenant)]);

test.each(attempts)("$route is 403 and writes nothing: $door", async ({ own, other, attempt }) => {
  const before = await written(own, other);
  expect((await post(attempt)).status).toBe(403);
  expect(await written(own, other)).toEqual(before);
});

test("every door was tried on some route", () => {
  const tried = new Set(attempts.map(({ door }) => door));
  expect(doors.map(([door]) => door).filter((door) => !tried.has(door))).toEqual([]);
});

describe.each(scenes)("$route", ({ own, other, request }) => {
  test("takes the genuine request, and an exact replay changes nothing", async () => {
    const before = await written(own, other);
    const first = await post(request);
    expect([200, 204]).toContain(first.status);
    // On a busy machine an answer does not wait for the database.
    await expect.poll(() => written(own, other)).not.toEqual(before);
    const once = await written(own, other);
    const again = await post(request);
    expect(again.status).toBe(first.status);
    expect(await again.text()).toBe(await first.text());
    expect(await written(own, other)).toEqual(once);
  });

  test("takes a genuine request whatever Host a proxy passed on", async () => {
    const headers = {
      host: "inside:8080",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
    };
    expect([200, 204]).toContain((await post({ ...request, headers })).status);
  });

  test("takes a field that it does not read, twice over", async () => {
    const more: [string, string][] = [
      ["SipHeader", "a"],
      ["SipHeader", "b"],
    ];
    const body = new URLSearchParams([...Object.entries(request.fields), ...more]).toString();
    const signedFields = { ...request.fields, SipHeader: ["a", "b"] };
    expect([200, 204]).toContain((await post({ ...request, body, signedFields })).status);
  });
});

test("a token that was just changed works at once, and the old one no longer", async () => {
  const tenant = await plantTenant();
  const known = { path: "answer", token: tenant.authToken };
  expect((await post({ ...known, fields: callerFields(tenant) })).status).toBe(200);
  const other = await plantTenant();
  const { sealAuthToken } = await import("@/lib/twilio/credentials");
  const sealed = sealAuthToken(other.authToken, tenant.id);
  await admin`update public.twilio_accounts set auth_token_ciphertext = ${sealed}
    where tenant_id = ${tenant.id}`;
  expect(
    (await post({ path: "answer", token: other.authToken, fields: callerFields(tenant) })).status,
  ).toBe(200);
  expect((await post({ ...known, fields: callerFields(tenant) })).status).toBe(403);
});
