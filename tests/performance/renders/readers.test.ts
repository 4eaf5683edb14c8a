import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Readers, readersOf } from "@/tests/performance/renders/readers";
import { sessionCookie } from "@/tests/support/cookie";
import { startOtherApp } from "@/tests/support/other-app";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

let tenant: TestTenant;
let cookie: string;
beforeAll(async () => {
  tenant = await makeTenant();
  cookie = await sessionCookie(tenant.manager);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

async function answerOf(app: string): Promise<void> {
  const answer = await post({
    origin: app,
    path: "answer",
    fields: callerFields({ ...tenant, rep: tenant.rep.userId }),
    token: tenant.authToken,
  });
  expect(await answer.text()).toContain("<Dial");
}

async function clickToCall(app: string): Promise<void> {
  // Calls to a number that is refused place nothing, and are judged as all others.
  const call = await fetch(`${app}/api/calls/initiate`, {
    method: "POST",
    headers: { authorization: `Bearer ${tenant.rep.accessToken}` },
    body: JSON.stringify({ to: "+19005550123" }),
  });
  expect(call.status).toBe(403);
}

describe("with many people who read all the time", () => {
  let app: string;
  beforeAll(async () => {
    app = await startOtherApp({});
    await answerOf(app);
    await readersOf(`${app}/contacts`, 4, { cookie }).once();
  });

  /** The median of how many pages readers were given until one of 25 who ask had their answer. */
  async function pagesBefore(readers: Readers, ask: typeof answerOf): Promise<number | undefined> {
    const given: number[] = [];
    for (const _ of "round") {
      const before = readers.answered();
      const answers = Array.from({ length: 5 }, async () => {
        await ask(app);
        given.push(readers.answered() - before);
      });
      await Promise.all(answers);
    }
    return given.toSorted((a, b) => a - b).at(given.length / 2);
  }

  test.each([
    {
      ...{ what: "callers are answered, beside strangers", count: 200, path: "/login" },
      ...{ headers: () => ({}), asks: [answerOf] },
    },
    {
      ...{ what: "callers are answered and calls are placed, beside people at work", count: 100 },
      ...{ path: "/contacts", headers: () => ({ cookie }), asks: [answerOf, clickToCall] },
    },
  ])("$what, before a fifth of them have their page", async ({ count, path, headers, asks }) => {
    const readers = readersOf(`${app}${path}`, count, headers());
    const reading = readers.keepReading();
    await expect.poll(readers.answered).toBeGreaterThan(20);
    const medians: (number | undefined)[] = [];
    for (const ask of asks) medians.push(await pagesBefore(readers, ask));
    // Some may have waited too long on a busy machine; none of them may see a failure.
    for (const status of await reading.stop()) expect([200, 503]).toContain(status);
    for (const median of medians) expect(median).toBeLessThan(count / 5);
  });

  test("people who go away while they wait leave room for the next", async () => {
    const readers = readersOf(`${app}/contacts`, 100, { cookie });
    const opened = readers.once();
    await expect.poll(readers.answered).toBeGreaterThan(0);
    readers.leave();
    const [page] = await readersOf(`${app}/contacts`, 1, { cookie }).once();
    expect(page?.status).toBe(200);
    expect((await opened).filter((each) => each !== undefined).length).toBeLessThan(100);
  });
});

describe("with more readers than may wait", () => {
  let app: string;
  beforeAll(async () => {
    app = await startOtherApp({ RENDERS_AT_ONCE: "1", RENDERS_WAITING: "2" });
    await answerOf(app);
  });

  test("those too many get 503 and when to come back; callers and the health check do not", async () => {
    const opened = readersOf(`${app}/contacts`, 60, { cookie }).once();
    const [, health] = await Promise.all([answerOf(app), fetch(`${app}/api/health`)]);
    expect(health.status).toBe(200);
    const pages = (await opened).filter((page) => page !== undefined);
    const refused = pages.filter(({ status }) => status === 503);
    const shown = pages.filter(({ status }) => status === 200);
    expect(shown.length).toBeGreaterThanOrEqual(3);
    expect(refused.length).toBeGreaterThan(0);
    expect(shown.length + refused.length).toBe(60);
    for (const { headers, body } of refused) {
      expect(headers["retry-after"]).toBe("10");
      expect(headers["cache-control"]).toBe("private, no-store");
      expect(headers["x-frame-options"]).toBe("DENY");
      expect(body).toContain("Please try again in a few seconds.");
    }
  });
});
