import { afterAll, describe, expect, test } from "vitest";
import { messageWebhookNames } from "@/lib/messages/registry";
import { admin, machine, type Planted, plantTenant } from "@/tests/telephony/record/call-record";
import { messageDoors } from "@/tests/telephony/webhooks/doors";
import { genuineTexts, type Other, plantOther } from "@/tests/telephony/webhooks/genuine";
import { type Post, post, recordDigest } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

type Scene = { route: string; own: Planted; other: Other; request: Post };

/** Those that the registry has: a new route fails by name until it has a genuine request. */
const scenes: Scene[] = [];
for (const route of messageWebhookNames) {
  const make = genuineTexts[route];
  if (!make) throw new Error(`messages/${route} has no genuine request in genuine.ts`);
  const [own, other] = await Promise.all([plantTenant(), plantOther()]);
  scenes.push({ route, own, other, request: await make(own) });
}

const attempts = scenes.flatMap(({ route, own, other, request }) =>
  messageDoors.flatMap(([door, attack]) => {
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

test("every door of messages was tried on some route", () => {
  const tried = new Set(attempts.map(({ door }) => door));
  expect(messageDoors.map(([door]) => door).filter((door) => !tried.has(door))).toEqual([
    // No webhook about messages names a call.
    "after signing, the query names another call",
  ]);
});

describe.each(scenes)("$route", ({ own, other, request }) => {
  test("takes the genuine request, and an exact replay changes nothing", async () => {
    const before = await written(own, other);
    const first = await post(request);
    const once = await written(own, other);
    const again = await post(request);
    expect([200, 204]).toContain(first.status);
    expect(once).not.toEqual(before);
    expect(again.status).toBe(first.status);
    expect(await written(own, other)).toEqual(once);
  });

  test("takes a genuine request whatever Host a proxy passed on", async () => {
    const headers = { host: "inside:8080", "x-forwarded-host": "evil.example" };
    expect([200, 204]).toContain((await post({ ...request, headers })).status);
  });
});
