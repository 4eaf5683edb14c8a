import { afterAll, beforeEach, expect, test } from "vitest";
import { messageUrl, unavailableTwiml, voiceUrl } from "@/lib/twilio/urls";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { atTwilio, buy, firstIn, inRingbook, search } from "@/tests/telephony/numbers/shop";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const creates = { path: "IncomingPhoneNumbers", method: "POST" };
const lists = { path: "IncomingPhoneNumbers", method: "GET" };

/** How often Twilio was asked to sell something. */
async function asked({ carrier, accountSid }: TestTenant): Promise<number> {
  const log = await carrier.log(accountSid);
  return log.filter(
    (entry) =>
      entry.kind === "rest" && entry.method === "POST" && entry.path.includes(creates.path),
  ).length;
}

test("what is for sale is found by area, digits and place, with its price", async () => {
  const seattle = await search(tenant.admin, "country=US&area_code=206&can=sms");
  expect(seattle).toMatchObject({
    status: 200,
    country: "US",
    price: { amount: 1.15, currency: "USD" },
    papers: { kind: "none" },
  });
  expect(seattle.numbers[0]?.locality).toBe("Seattle");
  const words = await search(tenant.admin, "contains=55*01&near=Denver");
  for (const { number } of words.numbers) expect(number).toMatch(/^\+130355501/);
  expect((await search(tenant.admin, "type=tollfree")).price.amount).toBe(2.15);
  expect((await search(tenant.admin, "type=mobile")).numbers).toEqual([]);
  expect((await search(tenant.admin, "area_code=2x")).status).toBe(400);
  expect((await search(tenant.rep, "country=US")).status).toBe(403);
});

test("a bought number rings who it is for within seconds, set up for all that Twilio sends", async () => {
  const { carrier, accountSid, rep2 } = tenant;
  const number = await firstIn(tenant, "202");
  const wanted = { number, name: "Capitol", forward_to: rep2.userId };
  const agreed = { monthly_price: 1.15, currency: "USD" };
  const bought = await buy(tenant.admin, { ...wanted, ...agreed });
  expect(bought).toMatchObject({ status: 201 });
  expect(await atTwilio(tenant, number)).toMatchObject({
    webhooks: { voice_url: voiceUrl("answer"), status_callback: voiceUrl("status") },
    messages: { sms_url: messageUrl("incoming") },
  });
  const log = await carrier.log(accountSid);
  const create = log.find((entry) => entry.kind === "rest" && entry.method === "POST");
  expect(create).toMatchObject({
    body: { VoiceFallbackUrl: unavailableTwiml(), VoiceFallbackMethod: "GET" },
  });
  expect((await fetch(unavailableTwiml())).headers.get("content-type")).toMatch(/xml/);
  await carrier.handset(accountSid, customer).dial(number);
  await carrier.advance(accountSid, 10);
  expect((await carrier.handset(accountSid, rep2.phone).state()).state).toBe("ringing");
  expect(await buy(tenant.admin, wanted)).toMatchObject({ status: 200, id: bought.id });
  expect(await asked(tenant)).toBe(1);
  const { data: log_entries } = await tenant.admin.db
    .from("audit_log")
    .select("action, detail")
    .eq("action", "number.bought");
  expect(log_entries).toEqual([
    {
      action: "number.bought",
      detail: { number, monthly_price: "1.1500", currency: "USD" },
    },
  ]);
});

test("one that was sold a second ago is said so, and nothing is half-bought", async () => {
  const other = await makeTenant();
  const number = await firstIn(tenant, "212");
  expect((await buy(other.admin, { number })).status).toBe(201);
  const late = await buy(tenant.admin, { number });
  expect(late).toMatchObject({ status: 409, code: "number_taken" });
  expect(late.message).toContain("took this number a moment ago");
  expect(await inRingbook(tenant)).toEqual([tenant.number]);
  expect(await inRingbook(other)).toContain(number);
});

test("ten clicks, and two admins at once, buy one number once", async () => {
  const { admin: ada, manager: mo } = tenant;
  await admin`update public.profiles set role = 'admin'
    where tenant_id = ${tenant.id} and user_id = ${mo.userId}`;
  const number = await firstIn(tenant, "213");
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, nth) => buy(nth % 2 ? ada : mo, { number })),
  );
  const by = (status: number) => answers.filter((answer) => answer.status === status);
  expect(by(201)).toHaveLength(1);
  for (const { id } of by(200)) expect(id).toBe(by(201)[0]?.id);
  for (const { code } of by(409)) expect(code).toBe("order_under_way");
  expect(by(201).length + by(200).length + by(409).length).toBe(10);
  expect(await asked(tenant)).toBe(1);
  expect(await inRingbook(tenant)).toEqual([tenant.number, number]);
});

test("an answer that is lost: what the account owns is looked at, and the number is there", async () => {
  const { carrier, accountSid } = tenant;
  const number = await firstIn(tenant, "303");
  await carrier.fault(accountSid, { api: "lose-answer", match: creates, times: 1 });
  expect(await buy(tenant.admin, { number })).toMatchObject({ status: 201 });
  expect(await asked(tenant)).toBe(1);
});

test("while a purchase is unclear nobody buys again; a minute later the account decides", async () => {
  const { carrier, accountSid } = tenant;
  const number = await firstIn(tenant, "312");
  const error = { status: 503, code: 20503, message: "away" };
  await carrier.fault(accountSid, { api: { error }, match: creates, times: 1 });
  const unclear = await buy(tenant.admin, { number });
  expect(unclear).toMatchObject({ status: 502, code: "purchase_unclear" });
  expect(await buy(tenant.admin, { number })).toMatchObject({ code: "order_under_way" });
  await admin`update public.number_orders set began_at = now() - interval '61 seconds'
    where tenant_id = ${tenant.id} and number = ${number}`;
  expect((await buy(tenant.admin, { number })).status).toBe(201);
});

test("Twilio away before anything was asked: nothing is bought, and the next try may follow at once", async () => {
  const { carrier, accountSid } = tenant;
  const number = await firstIn(tenant, "404");
  await carrier.fault(accountSid, { api: "down", match: lists, times: 1 });
  expect(await buy(tenant.admin, { number })).toMatchObject({ code: "twilio_unreachable" });
  expect(await asked(tenant)).toBe(0);
  expect((await buy(tenant.admin, { number })).status).toBe(201);
});

test("an account that is not paid is said to be so", async () => {
  const { carrier, accountSid } = tenant;
  const number = await firstIn(tenant, "503");
  const unpaid = { options: { isSuspended: true }, numbers: [], clock: "virtual" as const };
  await carrier.ensureAccount({ sid: accountSid, friendlyName: "x", ...unpaid });
  const refused = await buy(tenant.admin, { number });
  expect(refused).toMatchObject({ status: 502, code: "account_inactive" });
  expect(refused.message).toContain("suspended, usually because it isn't paid");
  expect(await inRingbook(tenant)).toEqual([tenant.number]);
});

test.each([
  ["forbidden", { status: 403, code: 20403, message: "no" }, "twilio_forbids", "isn't allowed"],
  ["a trial account", { status: 400, code: 21404, message: "no" }, "trial_account", "Upgrade"],
  ["too many requests", { status: 429, code: 20429, message: "no" }, "twilio_busy", "Nothing was"],
  [
    "what nobody has words for",
    { status: 400, code: 29_999, message: "no" },
    "twilio_refused",
    "29999",
  ],
])("%s is said in a sentence, and a later try is free", async (_, error, code, words) => {
  const { carrier, accountSid } = tenant;
  const number = await firstIn(tenant, "512");
  const { id } = await carrier.fault(accountSid, { api: { error }, match: creates });
  const refused = await buy(tenant.admin, { number });
  expect(refused).toMatchObject({ code });
  expect(refused.message).toContain(words);
  await carrier.clearFaults(accountSid, id);
  expect(await inRingbook(tenant)).toEqual([tenant.number]);
});

test("a country's papers: said which, and used once Twilio has approved them", async () => {
  const { carrier, accountSid } = tenant;
  const about = { country: "GB", type: "mobile" };
  const { numbers, papers } = await search(tenant.admin, "country=GB&type=mobile");
  const number = numbers[0]?.number;
  expect(papers).toMatchObject({ kind: "missing", bundle: true, address: true });
  expect(papers.documents).toContain("Proof of address");
  const refused = await buy(tenant.admin, { number, ...about });
  expect(refused).toMatchObject({ status: 422, code: "bundle_needed" });
  expect(refused.message).toContain("United Kingdom");
  await carrier.ensureAccount({
    ...{ sid: accountSid, friendlyName: "x", clock: "virtual", numbers: [] },
    bundles: [
      {
        ...{ friendlyName: "UK papers", isoCountry: "GB", numberType: "mobile" },
        status: "twilio-approved",
      },
    ],
  });
  expect(await buy(tenant.admin, { number, ...about })).toMatchObject({ code: "address_needed" });
  await carrier.ensureAccount({
    ...{ sid: accountSid, friendlyName: "x", clock: "virtual", numbers: [] },
    addresses: [
      {
        ...{ friendlyName: "London office", customerName: "Acme", street: "1 Example Street" },
        ...{ city: "London", postalCode: "EC1A 1AA", isoCountry: "GB" },
      },
    ],
  });
  expect((await buy(tenant.admin, { number, ...about })).status).toBe(201);
});

test("an address is not given away for a number that asks for none", async () => {
  const { carrier, accountSid } = tenant;
  await carrier.ensureAccount({
    ...{ sid: accountSid, friendlyName: "x", clock: "virtual", numbers: [] },
    addresses: [
      {
        ...{ friendlyName: "Seattle office", customerName: "Acme", street: "1 Example Street" },
        ...{ city: "Seattle", postalCode: "98101", isoCountry: "US" },
      },
    ],
  });
  const number = await firstIn(tenant, "702");
  expect((await buy(tenant.admin, { number })).status).toBe(201);
  const log = await carrier.log(accountSid);
  const create = log.find((entry) => entry.kind === "rest" && entry.method === "POST");
  expect(create).toMatchObject({ body: { PhoneNumber: number } });
  expect(create).not.toMatchObject({ body: { AddressSid: expect.anything() } });
});

test("one that the account has from elsewhere is not set up here unasked", async () => {
  const { carrier, accountSid } = tenant;
  const number = "+16125550101";
  await carrier.ensureAccount({
    ...{ sid: accountSid, friendlyName: "x", clock: "virtual" },
    numbers: [{ phoneNumber: number, voiceUrl: "https://pbx.example/voice" }],
  });
  expect(await buy(tenant.admin, { number })).toMatchObject({ status: 409, code: "number_owned" });
  expect((await atTwilio(tenant, number))?.webhooks.voice_url).toBe("https://pbx.example/voice");
});

test("bad input and people who may not", async () => {
  expect(await buy(tenant.admin, {})).toMatchObject({ status: 400, code: "invalid_input" });
  expect(await buy(tenant.admin, { number: "555" })).toMatchObject({ status: 400 });
  expect(await buy(tenant.rep, { number: "+16125550102" })).toMatchObject({ status: 403 });
  expect(await asked(tenant)).toBe(0);
});
