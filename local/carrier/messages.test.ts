import { expect, test } from "vitest";
import { ACME, CUSTOMER, type Line, openLine } from "@/local/carrier/testing/line";

const PICTURE = {
  contentType: "image/png",
  base64: Buffer.from("not really a picture").toString("base64"),
};

async function send(line: Line, extra: Record<string, string | string[]> = {}) {
  return await line.rest("POST", "/Messages.json", {
    To: CUSTOMER,
    From: ACME,
    Body: "Your roof is ready",
    StatusCallback: `${line.app.origin}/message-status`,
    ...extra,
  });
}

const statuses = (line: Line) =>
  line.app.at("/message-status").map(({ params }) => [params.MessageStatus, params.ErrorCode]);

async function textable(options: Parameters<typeof openLine>[0] = {}): Promise<Line> {
  const line = await openLine({ numbers: [], ...options });
  await line.control.ensureAccount({
    sid: line.sid,
    friendlyName: "Acme Solar",
    clock: "virtual",
    numbers: [{ phoneNumber: ACME, smsUrl: `${line.app.origin}/text` }],
  });
  return line;
}

test("a message is queued, then sent, then delivered, and only what changed is reported", async () => {
  await using line = await openLine();
  const { status, body } = await send(line);
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
  const { body } = await send(line);
  await line.control.runUntilIdle(line.sid);
  expect(statuses(line).at(-1)).toEqual(["undelivered", String(code)]);
  const fetched = await line.rest("GET", `/Messages/${body.sid}.json`);
  expect(fetched.body).toMatchObject({ error_code: code, error_message: expect.any(String) });
  expect(await line.control.handset(line.sid, CUSTOMER).messages()).toEqual([]);
});

test("somebody texts a number with pictures: its webhook is asked, and its TwiML is sent", async () => {
  await using line = await textable();
  line.app.on("/text", "<Response><Message>Thanks &amp; see you</Message></Response>");
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
