import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOtherApp } from "@/tests/support/other-app";
import { admin, machine, type Planted, plantTenant } from "@/tests/telephony/record/call-record";
import { brokenHttp } from "@/tests/telephony/webhooks/broken-http";
import { genuine, genuineTexts } from "@/tests/telephony/webhooks/genuine";
import { type Post, post } from "@/tests/telephony/webhooks/post";
import { type Answer, head, onTheWire } from "@/tests/telephony/webhooks/wire";

/** In the environment of the app under fire, so that its process can be found. */
const marker = randomUUID();
const memoryBound = 400;
const path = "/api/twilio/voice/status";

let app: string;
let tenant: Planted;
let requests: Post[];
let before: number | undefined;
let slow: Promise<Answer>;
beforeAll(async () => {
  app = await startOtherApp({ RINGBOOK_FUZZED: marker });
  tenant = await plantTenant();
  requests = [];
  const all = [...Object.values(genuine), ...Object.values(genuineTexts)];
  for (const make of all) requests.push(await make(await plantTenant()));
  before = residentMegabytes();
  slow = onTheWire(app, [head(path, { "content-length": 500 }), "a="]);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** What the app's process holds in memory; undefined where there is no /proc. */
function residentMegabytes(): number | undefined {
  const sizes = processes().filter(({ environ }) => environ.includes(marker));
  return sizes.length > 0 ? Math.max(...sizes.map(({ megabytes }) => megabytes)) : undefined;
}

function processes() {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const environ = readFileSync(`/proc/${pid}/environ`, "utf8");
          const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
          return [{ environ, megabytes: Number(kilobytes ?? 0) / 1024 }];
        } catch {
          return [];
        }
      });
  } catch {
    return [];
  }
}

/**
 * A property that is tried for some seconds with several requests in flight; its seed is printed
 * when it fails.
 */
async function holds<T>(
  seconds: number,
  arbitrary: fc.Arbitrary<T>,
  send: (value: T) => Promise<number>,
) {
  let count = 0;
  const batch = fc.array(arbitrary, { minLength: 16, maxLength: 16 });
  await fc.assert(
    fc.asyncProperty(batch, async (values) => {
      const statuses = await Promise.all(values.map(send));
      count += statuses.length;
      expect(statuses.filter((status) => status >= 500 || status === 0)).toEqual([]);
    }),
    { numRuns: 100_000, interruptAfterTimeLimit: seconds * 1_000, endOnFailure: true },
  );
  expect(count).toBeGreaterThan(100);
  return count;
}

const garbage = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.stringMatching(/^[+-]?\d{1,400}(\.\d+)?(e\d{1,4})?$/),
  fc.constantFrom(
    "",
    " ",
    "null",
    "NaN",
    "-0",
    "1e999",
    "0x10",
    "__proto__",
    "'; drop table",
    "\u{10ffff}",
    "\ud800",
  ),
  fc
    .date({ noInvalidDate: false })
    .map((date) => (Number.isNaN(date.getTime()) ? "?" : date.toUTCString())),
  fc.constantFrom("+275760-09-13T00:00:00Z", "-000001-01-01", "Sat, 31 Feb 2026 25:61:61 +9999"),
  fc.nat(20_000).map((length) => "x".repeat(length)),
);

describe("the app, sent what nobody should send,", () => {
  test.each(brokenHttp)("does not fail of %s", async (name, bytes) => {
    const { status, text } = await onTheWire(app, bytes, { close: true });
    if (status !== null) expect(status).toBeLessThan(500);
    // Sent back to where it said it was going; no link makes a browser ask like that.
    if (name.startsWith("the path http")) return;
    expect(text).not.toMatch(/^location: *(https?:)?[/\\]{2}(?!localhost)/im);
  });

  // Next's own answers, before any route of ours: RFC 9112 gives the path * to OPTIONS alone, and
  // the web's Request,
  // which Next makes of every request that is no webhook, knows no TRACE (https://fetch.spec.whatwg.org/#methods).
  test.each([
    ["the path *", "OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n"],
    ["the method TRACE", "TRACE /api/health HTTP/1.1\r\nhost: x\r\n\r\n"],
  ])("leaves it to Next to refuse %s, and serves on", async (_, request) => {
    const { status } = await onTheWire(app, [request]);
    expect([400, 405, 500]).toContain(status);
    expect((await fetch(`${app}/login`)).status).toBe(200);
  });

  test("does not fail of any bytes for a body, of any type, on any route", async () => {
    const routes = [
      ...Object.keys(genuine).map((route) => `voice/${route}`),
      ...Object.keys(genuineTexts).map((route) => `messages/${route}`),
    ];
    const sent = fc.record({
      route: fc.constantFrom(...routes),
      body: fc.oneof(
        {
          weight: 5,
          arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        },
        { weight: 1, arbitrary: fc.nat(70_000).map((length) => Buffer.alloc(length, "a&%=")) },
      ),
      type: fc.constantFrom(
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=x",
        "text/plain",
        "application/json",
        "multipart/form-data",
      ),
      signature: fc.constantFrom("", "a", "0/KCTR6DLpKmkAf8muzZqo1nDgQ="),
    });
    const count = await holds(3, sent, async ({ route, body, type, signature }) => {
      const answer = await fetch(`${app}/api/twilio/${route}`, {
        method: "POST",
        body,
        headers: { "content-type": type, "x-twilio-signature": signature },
      });
      await answer.arrayBuffer();
      return answer.status;
    });
    console.info(`${count} bodies of bytes`);
  });

  test("does not fail of a good signature over garbage in any field or in the query", async () => {
    const known = ["AccountSid", "CallSid"];
    const sent = fc.record({
      request: fc.constantFrom(...requests),
      changes: fc.dictionary(
        fc.oneof(
          fc.constantFrom(
            ...new Set(
              requests
                .flatMap(({ fields }) => Object.keys(fields))
                .filter((name) => !known.includes(name)),
            ),
          ),
          fc.string({ unit: "binary", maxLength: 20 }),
        ),
        garbage,
        { minKeys: 1, maxKeys: 4 },
      ),
      sid: fc.boolean(),
      query: fc.option(
        fc.tuple(fc.constantFrom("call", "leg", "user", "step", "to", "record", "x"), garbage),
      ),
    });
    const count = await holds(5, sent, async ({ request, changes, sid, query }) => {
      const fields = {
        ...request.fields,
        ...(sid && { CallSid: `CA${randomUUID().replaceAll("-", "")}` }),
        ...changes,
      };
      const more = query ? new URLSearchParams([[query[0], query[1].slice(0, 500)]]) : "";
      const path = `${request.path}${request.path.includes("?") ? "&" : "?"}${more}`;
      return (await post({ ...request, origin: app, path, fields })).status;
    });
    console.info(`${count} signed requests with garbage`);
  });

  test.each([
    ["announced", { "content-length": 50_000_000 }, "x".repeat(1_000)],
    [
      "in chunks that never end",
      { "transfer-encoding": "chunked" },
      `11000\r\n${"x".repeat(0x11000)}\r\n`,
    ],
  ])(
    "refuses a body over 64 KiB while the client is still sending, %s",
    async (_, headers, first) => {
      const { status } = await onTheWire(app, [head(path, headers), first]);
      expect(status).toBe(413);
    },
  );

  test("refuses without a signature before it has read anything", async () => {
    const { status } = await onTheWire(app, [
      head(path, { "content-length": 500 }, { signed: false }),
    ]);
    expect(status).toBe(403);
  });

  test("does not wait long for a body that does not come", async () => {
    expect((await slow).status).toBe(408);
  });

  test("keeps its memory through hundreds of endless bodies at once", async () => {
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const endless = () =>
      onTheWire(app, [
        head(path, { "transfer-encoding": "chunked" }),
        ...Array.from({ length: 40 }, () => chunk),
      ]);
    const answers = await Promise.all(Array.from({ length: 200 }, endless));
    expect(
      new Set(answers.map(({ status }) => status).filter((status) => status !== null)),
    ).toEqual(new Set([413]));
    const after = residentMegabytes();
    if (before !== undefined && after !== undefined)
      expect(after - before).toBeLessThan(memoryBound);
    console.info(`${before?.toFixed(0)} MB before, ${after?.toFixed(0)} MB after`);
  });

  test("still serves, as the same process", async () => {
    const request = await genuine.answer?.(tenant);
    if (!request) throw new Error("answer has no genuine request");
    expect((await post({ ...request, origin: app })).status).toBe(200);
    if (before !== undefined) expect(residentMegabytes()).toBeDefined();
  });
});
