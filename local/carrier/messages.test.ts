import { expect, test } from "vitest";
import { ACME, CUSTOMER, type Line, openLine } from "@/local/carrier/testing/line";
import { makeService, numberSids, sendText, textable, thanks } from "@/local/carrier/testing/texts";

const PICTURE = {
  contentType: "image/png",
  base64: Buffer.from("not really a picture").toString("base64"),
};

const statuses = (line: Line) =>
  line.app.at("/message-status").map(({ params }) => [params.MessageStatus, params.ErrorCode]);

test("a message is queued, then sent, then delivered, and only what changed is reported", async () => {
  await using line = await openLine();
  const { status, body } = await sendText(line);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
    status: "queued",
    direction: "outbound-api",
    num_segments: "1",
    num_media: "0",
    price: null,
    date_sent: null,
  });
  await line.control.runUntilIdle(line.sid);
  expect(statuses(line)).toEqual([
    ["sent", undefined],
    ["delivered", undefined],
  ]);
  expect(line.app.at("/message-status")[0]?.params).toMatchObject({
    MessageSid: body.sid,
    SmsSid: body.sid,
    SmsStatus: "sent",
    From: ACME,
    To: CUSTOMER,
  });
  const fetched = await line.rest("GET", `/Messages/${body.sid}.json`);
  expect(fetched.body).toMatchObject({ status: "delivered", price: "-0.00830", error_code: null });
  expect(await line.control.handset(line.sid, CUSTOMER).messages()).toMatchObject([
    { sid: body.sid, direction: "outbound-api", body: "Your roof is ready", media: [] },
  ]);
});

test.each([
  ["landline", 30006],
  ["unreachable", 30003],
  ["unknown", 30005],
  ["filtered", 30007],
  ["unregistered", 30034],
  ["error", 30008],
] as const)("a text to a phone that is %s is undelivered for %i", async (texting, code) => {
  await using line = await openLine();
  await line.control.scriptTexts(line.sid, CUSTOMER, texting);
  const { body } = await sendText(line);
  await line.control.runUntilIdle(line.sid);
  expect(statuses(line).at(-1)).toEqual(["undelivered", String(code)]);
  const fetched = await line.rest("GET", `/Messages/${body.sid}.json`);
  expect(fetched.body).toMatchObject({ error_code: code, error_message: expect.any(String) });
  expect(await line.control.handset(line.sid, CUSTOMER).messages()).toEqual([]);
});

test("somebody texts a number with pictures: its webhook is asked, and its TwiML is sent", async () => {
  await using line = await textable();
  line.app.on("/text", thanks);
  const customer = line.control.handset(line.sid, CUSTOMER);
  const { sid } = await customer.text({ to: ACME, body: "Look", media: [PICTURE, PICTURE] });
  await line.control.runUntilIdle(line.sid);
  const asked = line.app.at("/text")[0]?.params;
  expect(asked).toMatchObject({
    MessageSid: sid,
    SmsStatus: "received",
    From: CUSTOMER,
    To: ACME,
    Body: "Look",
    NumMedia: "2",
    NumSegments: "1",
    FromCity: "DENVER",
    MediaContentType1: "image/png",
  });
  expect(sid).toMatch(/^MM/);
  const { pathname } = new URL(asked?.MediaUrl0 ?? "");
  const media = await line.rest("GET", pathname.replace(/^.*(?=\/Messages)/, ""));
  expect(media.response.headers.get("content-type")).toBe("image/png");
  expect(await media.response.text()).toBe("not really a picture");
  expect((await fetch(asked?.MediaUrl0 ?? "")).status).toBe(401);
  expect(await customer.messages()).toMatchObject([
    { sid, direction: "inbound", media: [{}, {}], status: "received" },
    { direction: "outbound-reply", body: "Thanks & see you", status: "delivered" },
  ]);
});

test("pictures are fetched when a message is sent, and one that cannot be fails it", async () => {
  await using line = await openLine();
  const { app, control, sid } = line;
  app.on("/roof.png", { status: 200, type: "image/png", body: "pixels" });
  app.on("/page", { status: 200, type: "application/zip", body: "PK" });
  const good = await sendText(line, { Body: "", MediaUrl: `${app.origin}/roof.png` });
  expect(good.body).toMatchObject({ sid: expect.stringMatching(/^MM/), num_segments: "1" });
  const gone = await sendText(line, { MediaUrl: `${app.origin}/gone` });
  const zip = await sendText(line, { MediaUrl: `${app.origin}/page` });
  await control.runUntilIdle(sid);
  const fetched = async (of: typeof good) =>
    (await line.rest("GET", `/Messages/${of.body.sid}.json`)).body;
  expect(await fetched(good)).toMatchObject({ status: "delivered", num_media: "1" });
  expect(await fetched(gone)).toMatchObject({ status: "failed", error_code: 12300 });
  expect(await fetched(zip)).toMatchObject({ status: "failed", error_code: 12300 });
  const list = await line.rest("GET", `/Messages/${good.body.sid}/Media.json`);
  expect(list.body.media_list).toMatchObject([
    { content_type: "image/png", parent_sid: good.body.sid },
  ]);
});

test("a scheduled message is sent in its time, unless it is canceled before", async () => {
  await using line = await textable({ startsAt: "2026-11-20T09:00:00Z" });
  const { control, sid, rest } = line;
  const service = await makeService(line);
  const later = { From: "", MessagingServiceSid: service, ScheduleType: "fixed" };
  expect((await sendText(line, { ...later, SendAt: "2026-11-20T09:01:00Z" })).body.code).toBe(
    35114,
  );
  const kept = await sendText(line, { ...later, SendAt: "2026-11-20T10:00:00Z" });
  const dropped = await sendText(line, { ...later, SendAt: "2026-11-20T10:00:00Z" });
  expect(kept.body).toMatchObject({ status: "scheduled", from: null });
  const cancel = () => rest("POST", `/Messages/${dropped.body.sid}.json`, { Status: "canceled" });
  expect((await cancel()).body.status).toBe("canceled");
  expect((await cancel()).status).toBe(400);
  await control.advance(sid, 3599);
  expect(statuses(line)).toEqual([]);
  await control.advance(sid, 10);
  expect(statuses(line).map(([status]) => status)).toEqual(["queued", "sent", "delivered"]);
  expect(await control.handset(sid, CUSTOMER).messages()).toMatchObject([{ from: ACME }]);
});

test("a message that has ended can be emptied, and deleted", async () => {
  await using line = await openLine();
  const { body } = await sendText(line);
  const path = `/Messages/${body.sid}.json`;
  expect((await line.rest("DELETE", path)).status).toBe(400);
  await line.control.runUntilIdle(line.sid);
  expect((await line.rest("POST", path, { Body: "" })).body).toMatchObject({ body: "" });
  expect((await line.rest("DELETE", path)).status).toBe(204);
  expect((await line.rest("GET", path)).status).toBe(404);
});

test("an answer that is lost leaves a message that can be found", async () => {
  await using line = await openLine();
  const { control, sid } = line;
  await control.fault(sid, { api: "lose-answer", match: { path: "Messages" }, times: 1 });
  await expect(sendText(line)).rejects.toThrow();
  const { body } = await line.rest("GET", `/Messages.json?To=${encodeURIComponent(CUSTOMER)}`);
  expect(body.messages).toMatchObject([{ body: "Your roof is ready" }]);
});

test.each([
  [{ kind: "drop" } as const, ["delivered"]],
  [{ kind: "duplicate", copies: 1 } as const, ["sent", "sent", "delivered"]],
  [{ kind: "reorder" } as const, ["delivered", "sent"]],
])("a webhook's fault (%o) is played for statuses of messages too", async (effect, expected) => {
  await using line = await openLine();
  await line.control.fault(line.sid, { effect, match: { event: "sent" } });
  await sendText(line);
  await line.control.runUntilIdle(line.sid);
  expect(statuses(line).map(([status]) => status)).toEqual(expected);
});

test("where the webhook fails, the fallback is asked with the error", async () => {
  await using line = await textable();
  const { app, control, sid, rest } = line;
  const [number] = await numberSids(line);
  await rest("POST", `/IncomingPhoneNumbers/${number}.json`, {
    SmsFallbackUrl: `${app.origin}/fallback`,
  });
  app.on("/text", { status: 500 });
  app.on("/fallback", { status: 200, type: "text/plain", body: "We <3 you" });
  const customer = control.handset(sid, CUSTOMER);
  await customer.text({ to: ACME, body: "Hello" });
  await control.runUntilIdle(sid);
  expect(app.at("/fallback")[0]?.params).toMatchObject({ ErrorCode: "11200", Body: "Hello" });
  expect((await customer.messages()).at(-1)?.body).toBe("We <3 you");
});
