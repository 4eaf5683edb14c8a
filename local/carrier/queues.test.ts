import { expect, test } from "vitest";
import { spoken } from "@/local/carrier/testing/answered";
import { ACME, CUSTOMER, openLine } from "@/local/carrier/testing/line";

test("a queue is made, resized, renamed and deleted by the API", async () => {
  await using line = await openLine();
  const { rest } = line;
  const made = await rest("POST", "/Queues.json", { FriendlyName: "support", MaxSize: "5" });
  expect(made).toMatchObject({
    status: 201,
    body: { friendly_name: "support", max_size: 5, current_size: 0 },
  });
  expect((await rest("POST", "/Queues.json", { FriendlyName: "support" })).body.code).toBe(22003);
  const path = `/Queues/${made.body.sid}.json`;
  await rest("POST", path, { FriendlyName: "sales", MaxSize: "7" });
  expect((await rest("GET", "/Queues.json")).body.queues).toMatchObject([
    { sid: made.body.sid, friendly_name: "sales", max_size: 7 },
  ]);
  expect((await rest("POST", path, { MaxSize: "0" })).status).toBe(400);
  expect((await rest("DELETE", path)).status).toBe(204);
  expect((await rest("GET", path)).status).toBe(404);
});

test("a caller of a full queue is turned away, and not given its sid", async () => {
  await using line = await openLine();
  const { control, sid, app } = line;
  await line.rest("POST", "/Queues.json", { FriendlyName: "support", MaxSize: "1" });
  app.on("/answer", '<Response><Enqueue action="/left">support</Enqueue></Response>');
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.handset(sid, "+13035550143").dial(ACME);
  await control.settle(sid);
  expect(app.at("/left")[0]?.params).toMatchObject({ QueueResult: "queue-full" });
  expect(app.at("/left")[0]?.params).not.toHaveProperty("QueueSid");
});

test("the members are listed in order, and the one in front can be sent elsewhere", async () => {
  await using line = await openLine();
  const { control, sid, app, rest } = line;
  app.on("/answer", '<Response><Enqueue action="/left">support</Enqueue></Response>');
  app.on("/elsewhere", "<Response><Say>This way</Say></Response>");
  const first = await control.handset(sid, CUSTOMER).dial(ACME);
  await control.advance(sid, 10);
  const second = await control.handset(sid, "+13035550143").dial(ACME);
  await control.settle(sid);
  const [queue] = (await rest("GET", "/Queues.json")).body.queues as { sid: string }[];
  const members = async () =>
    (await rest("GET", `/Queues/${queue?.sid}/Members.json`)).body.queue_members;
  expect(await members()).toMatchObject([
    { call_sid: first.callSid, position: 1, wait_time: 10 },
    { call_sid: second.callSid, position: 2, wait_time: 0 },
  ]);
  const sent = await rest("POST", `/Queues/${queue?.sid}/Members/Front.json`, {
    Url: `${app.origin}/elsewhere`,
  });
  expect(sent.body.call_sid).toBe(first.callSid);
  expect(await members()).toMatchObject([{ call_sid: second.callSid, position: 1 }]);
  await control.runUntilIdle(sid);
  expect(app.at("/left")[0]?.params.QueueResult).toBe("redirected");
  expect(await spoken(line)).toContain("This way");
  expect((await rest("DELETE", `/Queues/${queue?.sid}.json`)).body.code).toBe(22001);
});
