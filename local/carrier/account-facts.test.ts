import { expect, test } from "vitest";
import { CUSTOMER, clickToCall, openLine, REP } from "@/local/carrier/testing/line";
import { sendText } from "@/local/carrier/testing/texts";

test.each([
  ["/pricing/v1/PhoneNumbers/Countries/US", "phone_number_prices", { number_type: "toll free" }],
  ["/pricing/v1/Messaging/Countries/GB", "inbound_sms_prices", { number_type: "mobile" }],
  ["/pricing/v2/Voice/Countries/RO", "outbound_prefix_prices", { base_price: "0.0366" }],
  ["/pricing/v2/Voice/Numbers/+12065550100", "outbound_call_prices", { current_price: "0.0140" }],
])("%s has prices", async (path, key, price) => {
  await using line = await openLine();
  const { status, body } = await line.product("GET", path);
  expect(status).toBe(200);
  expect(body[key]).toContainEqual(expect.objectContaining(price));
  expect(body).toMatchObject({
    price_unit: "USD",
    url: `https://pricing.twilio.com${path.slice(8)}`,
  });
  expect((await line.product("GET", "/pricing/v1/PhoneNumbers/Countries/XX")).status).toBe(404);
});

test("a number that somebody types the code at may be shown, and called from", async () => {
  await using line = await openLine();
  const { app, control, sid, rest } = line;
  const call = () => rest("POST", "/Calls.json", { To: REP, From: CUSTOMER, Twiml: "<Response/>" });
  expect((await call()).body.code).toBe(21210);
  const form = {
    PhoneNumber: CUSTOMER,
    FriendlyName: "Mobile",
    StatusCallback: `${app.origin}/id`,
  };
  const asked = await rest("POST", "/OutgoingCallerIds.json", form);
  const code = String(asked.body.validation_code);
  await control.scriptHandset(sid, CUSTOMER, {
    behaviour: "answers",
    afterSeconds: 2,
    press: [{ digits: code, afterSeconds: 3 }],
  });
  await control.runUntilIdle(sid);
  expect(app.at("/id")[0]?.params).toMatchObject({ VerificationStatus: "success" });
  const { outgoing_caller_ids: all } = (await rest("GET", "/OutgoingCallerIds.json")).body;
  expect(all).toMatchObject([{ phone_number: CUSTOMER, friendly_name: "Mobile" }]);
  expect((await call()).status).toBe(201);
  expect((await rest("POST", "/OutgoingCallerIds.json", form)).body.code).toBe(21450);
  const [kept] = all as { sid: string }[];
  expect((await rest("DELETE", `/OutgoingCallerIds/${kept?.sid}.json`)).status).toBe(204);
  expect((await call()).body.code).toBe(21210);
});

test("a wrong code, or nobody there, verifies nothing", async () => {
  await using line = await openLine();
  const { control, sid, rest } = line;
  await control.scriptHandset(sid, CUSTOMER, {
    behaviour: "answers",
    afterSeconds: 2,
    press: [{ digits: "000000", afterSeconds: 3 }],
  });
  await control.scriptHandset(sid, REP, { behaviour: "no-answer" });
  for (const PhoneNumber of [CUSTOMER, REP]) {
    await rest("POST", "/OutgoingCallerIds.json", { PhoneNumber });
  }
  await control.runUntilIdle(sid);
  expect((await rest("GET", "/OutgoingCallerIds.json")).body.outgoing_caller_ids).toEqual([]);
});

test("usage of this month counts calls, texts and numbers with their prices", async () => {
  await using line = await openLine({ startsAt: "2026-11-20T09:00:00Z" });
  const { app, control, sid, rest } = line;
  app.on("/connect", "<Response><Pause length='90'/></Response>");
  await control.scriptHandset(sid, REP, { behaviour: "answers", afterSeconds: 1 });
  await clickToCall(line);
  await sendText(line);
  await control.runUntilIdle(sid);
  const { body } = await rest("GET", "/Usage/Records/ThisMonth.json");
  const records = body.usage_records as Record<string, string>[];
  const of = (category: string) => records.find((record) => record.category === category);
  expect(of("calls-outbound")).toMatchObject({ count: "1", usage: "2", price: "0.02800" });
  expect(of("sms-outbound")).toMatchObject({ count: "1", usage: "1", price: "0.00830" });
  expect(of("phonenumbers")).toMatchObject({ count: "1", price: "1.15000" });
  expect(of("totalprice")).toMatchObject({ price: "1.18630", start_date: "2026-11-01" });
  const one = await rest("GET", "/Usage/Records/LastMonth.json?Category=calls-outbound");
  expect(one.body.usage_records).toMatchObject([{ count: "0" }]);
});
