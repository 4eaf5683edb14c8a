import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import { startDatabaseProxy } from "@/tests/chaos/outage/database-proxy";
import { startOtherApp } from "@/tests/support/other-app";
import {
  admin,
  beginOutbound,
  inboundId,
  newSid,
  type Planted,
  plantTenant,
} from "@/tests/telephony/record/call-record";
import { callerFields, post, rowsOf } from "@/tests/telephony/webhooks/post";

let app: string;
let tenant: Planted;
let routed: Planted;
let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>;

const send = (path: string, changes: Record<string, string> = {}, token = tenant.authToken) =>
  post({ origin: app, path, fields: callerFields(tenant, changes), token });

/** A number's route: a menu whose key 1 rings the rep, and a mailbox for who is not answered. */
async function publishMenu({ id, rep, numberId }: Planted) {
  const [route, version] = [randomUUID(), randomUUID()];
  const people = { kind: "people", people: [rep] };
  const branches = { not_free: "box", no_answer: "box" };
  const body = Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "menu" },
    steps: {
      menu: {
        ...{ kind: "menu", name: "", sound: { text: "Press 1 for sales." }, times: 2 },
        ...{ keys: { "1": "sales" }, timeout_seconds: 4, no_choice: "box" },
      },
      sales: {
        ...{ kind: "ring", name: "Sales", who: people, order: "at_once", seconds: 20 },
        ...branches,
      },
      box: {
        ...{ kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 },
        sound: { text: "Please leave a message." },
      },
    },
  });
  await admin`insert into public.routes (id, tenant_id, name, draft)
    values (${route}, ${id}, 'Main', ${admin.json(body)})`;
  await admin`insert into public.route_versions (id, tenant_id, route_id, body)
    values (${version}, ${id}, ${route}, ${admin.json(body)})`;
  await admin`update public.phone_numbers set route_id = ${route} where id = ${numberId}`;
}

/** Where a verb's result goes, below /api/twilio/voice/, without what is Twilio's alone. */
function actionOf(twiml: string, verb: string): string {
  const [, path = ""] = new RegExp(`<${verb}[^>]* action="[^"]*/voice/([^"]*)"`).exec(twiml) ?? [];
  return path.replaceAll("&amp;", "&").replace(/#.*/, "");
}

beforeAll(async () => {
  proxy = await startDatabaseProxy();
  app = await startOtherApp({ DATABASE_URL: proxy.url });
  [tenant, routed] = await Promise.all([plantTenant(), plantTenant()]);
  await publishMenu(routed);
  expect((await send("answer")).status).toBe(200);
  expect((await send("answer", { AccountSid: routed.accountSid }, routed.authToken)).status).toBe(
    200,
  );
  await proxy.cut();
});

describe("a copy of the app that has served the number, with the database gone,", () => {
  test("still forwards a caller", async () => {
    const rows = await rowsOf(tenant);
    const response = await send("answer");
    expect(response.status).toBe(200);
    const twiml = await response.text();
    expect(twiml).toContain("+12065550111</Number>");
    expect(twiml).toContain('callerId="+12065550177"');
    expect(await rowsOf(tenant)).toBe(rows);
  });

  test("asks the rep for 1, and bridges on it", async () => {
    const leg = { ParentCallSid: newSid("CA"), CallStatus: "in-progress", To: "+12065550111" };
    const query = `call=${randomUUID()}&leg=rep&user=${tenant.rep}`;
    const asked = await (await send(`screen?${query}`, leg)).text();
    expect(asked).toContain("Call from 2 0 6 5 5 5 0 1 7 7. Press 1 to accept.");
    const pressed = await (
      await send(`screen?${query}&step=digit`, { ...leg, Digits: "1" })
    ).text();
    expect(pressed).toMatch(/<Response\/>/);
    const not = await (await send(`screen?${query}&step=digit`, { ...leg, Digits: "2" })).text();
    expect(not).toContain("<Hangup/>");
  });

  test("dials the customer of an outbound call from what the signed URL says", async () => {
    const query = `call=${randomUUID()}&leg=rep&to=%2B12065550199&record=1&step=digit`;
    const leg = {
      From: "+12065550100",
      To: "+12065550111",
      CallStatus: "in-progress",
      Digits: "1",
    };
    const twiml = await (await send(`connect?${query}`, leg)).text();
    expect(twiml).toContain("+12065550199</Number>");
    expect(twiml).toContain('callerId="+12065550100"');
    expect(twiml).toContain("record-from-answer-dual");
  });

  test("connects nobody twice: of a callback's several phones, each that presses 1 waits", async () => {
    const call = randomUUID();
    const query = `call=${call}&leg=rep&user=${tenant.rep}&to=%2B12065550199&back=1`;
    const leg = { From: "+12065550100", To: "+12065550111", CallStatus: "in-progress" };
    const press = { ...leg, Digits: "1" };
    // Of one phone there is nothing to ask.
    const alone = await (await send(`connect?${query}&step=digit`, press)).text();
    expect(alone).toContain("+12065550199</Number>");
    const ring = await (await send(`connect?${query}&beside=1`, leg)).text();
    expect(ring).toMatch(/action="[^"]*beside=1[^"]*step=digit/);
    const first = await (await send(`connect?${query}&beside=1&step=digit`, press)).text();
    expect(first).toContain("One moment, please.");
    expect(first).toMatch(/<Redirect>[^<]*waited=1[^<]*step=digit/);
    expect(first).not.toContain("<Dial");
    const last = await (await send(`connect?${query}&beside=1&waited=6&step=digit`, leg)).text();
    expect(last).toMatch(/can.{1,6}t be connected right now\. Goodbye\./);
    expect(last).toContain("<Hangup/>");
  });

  test("says so to a caller whom nobody took, and hangs up on one who has talked", async () => {
    const CallSid = newSid("CA");
    const path = `dialed?call=${inboundId(tenant, CallSid)}`;
    const parent = { CallSid, CallStatus: "in-progress" };
    const none = { ...parent, DialCallStatus: "no-answer", DialBridged: "false" };
    expect(await (await send(path, none)).text()).toContain("nobody can take your call");
    const talked = { ...parent, DialCallStatus: "completed", DialBridged: "true" };
    expect(await (await send(path, talked)).text()).not.toContain("<Say>");
  });

  test("takes a caller through a route that it knew: menu, ringing, message", async () => {
    const rows = await rowsOf(routed);
    const CallSid = newSid("CA");
    const ask = async (path: string, changes: Record<string, string> = {}) => {
      const own = { AccountSid: routed.accountSid, CallSid, CallStatus: "in-progress" };
      const response = await send(path, { ...own, ...changes }, routed.authToken);
      expect(response.status).toBe(200);
      return response.text();
    };
    const menu = await ask("answer", { CallStatus: "ringing" });
    expect(menu).toContain("Press 1 for sales.");
    const rings = await ask(actionOf(menu, "Gather"), { Digits: "1" });
    expect(rings).toContain("+12065550111</Number>");
    const missed = { DialCallStatus: "no-answer", DialBridged: "false" };
    const box = await ask(actionOf(rings, "Dial"), missed);
    expect(box).toContain("Please leave a message.");
    const left = { RecordingSid: newSid("RE"), RecordingDuration: "9" };
    expect(await ask(actionOf(box, "Record"), left)).toContain("<Hangup/>");
    expect(await rowsOf(routed)).toBe(rows);
  });

  test("still refuses a forged signature", async () => {
    expect((await send("answer", {}, "0".repeat(32))).status).toBe(403);
    expect((await send("status", {}, "0".repeat(32))).status).toBe(403);
  });

  test("has Twilio send a status again, and records it once the database is back", async () => {
    const sid = newSid("CA");
    const fields = { CallSid: sid, CallStatus: "completed", CallDuration: "5" };
    expect((await send("status", fields)).status).toBe(503);
    await proxy.restore();
    await expect.poll(async () => (await send("status", fields)).status).toBe(204);
    expect(await rowsOf(tenant)).toBeGreaterThan(3);
  });

  test("then one of the phones that waited gets the caller, the other hears so", async () => {
    const call = await beginOutbound(tenant);
    const query = `call=${call}&leg=rep&user=${tenant.rep}&to=%2B12065550199&back=1&beside=1`;
    const from = { From: "+12065550100", CallStatus: "in-progress" };
    const waits = [newSid("CA"), newSid("CA")].map((CallSid) => ({ ...from, CallSid }));
    const answers = await Promise.all(
      waits.map(async (leg) => (await send(`connect?${query}&waited=2&step=digit`, leg)).text()),
    );
    const has = (words: string) => answers.filter((answer) => answer.includes(words)).length;
    expect([
      has("+12065550199</Number>"),
      has("You have taken this call on another phone"),
    ]).toEqual([1, 1]);
  });
});
