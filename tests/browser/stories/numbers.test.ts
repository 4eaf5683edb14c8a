import { afterAll, beforeEach, expect, test } from "vitest";
import { wantedMessages } from "@/lib/numbers/webhooks";
import { setMessageWebhooks } from "@/lib/twilio/numbers";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { arrived, sendText } from "@/tests/telephony/messages/text";
import { atTwilio, buy, firstIn } from "@/tests/telephony/numbers/shop";
import { machine, admin as sql } from "@/tests/telephony/record/call-record";

withBrowser();
afterAll(() => Promise.all([sql.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

test("an admin searches, buys with the price in sight, is called and texted on the new number and releases it", async () => {
  const { carrier, accountSid, rep2 } = tenant;
  const page = await openAs(tenant.admin, "/settings/numbers");
  await page.getByText("0 calls and 0 messages in 30 days").waitFor();
  await page.getByText("$1.15 a month").waitFor();
  await page.getByRole("link", { name: "Buy a number" }).click();
  await page.getByLabel("Area code").fill("713");
  await page.getByLabel("Texts").check();
  await page.getByRole("button", { name: "Search numbers" }).click();
  await page.getByText("Houston, TX · calls, texts, pictures").first().waitFor();
  await page.waitForLoadState("networkidle");
  expect(new URL(page.url()).searchParams.get("area_code")).toBe("713");
  await page
    .getByRole("button", { name: /^Buy \(713\)/ })
    .first()
    .click();
  await page.getByText("Twilio charges your account $1.15 a month").waitFor();
  await page.getByRole("button", { name: "Buy for $1.15 a month" }).dblclick();
  await page.waitForURL("**/settings/numbers/*-*");
  const heading = page.getByRole("heading", { name: /^\(713\) 555-01\d\d$/ });
  const number = `+1713555${(await heading.textContent())?.slice(-4)}`;
  await page.getByText("Incoming calls are routed to Ringbook.").waitFor();
  await page.getByText("Incoming messages are routed to Ringbook.").waitFor();

  await page.getByLabel("Forward calls to").selectOption({ label: rep2.name });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved.").waitFor();
  await carrier.handset(accountSid, customer).dial(number);
  await carrier.advance(accountSid, 10);
  expect((await carrier.handset(accountSid, rep2.phone).state()).state).toBe("ringing");
  await carrier.handset(accountSid, customer).hangup();
  await carrier.runUntilIdle(accountSid);

  const stranger = carrier.handset(accountSid, customer);
  await stranger.text({ to: number, body: "Is this your new number?" });
  await arrived(tenant);
  const inbox = await openAs(rep2, "/messages");
  await inbox.getByRole("link", { name: /Is this your new number/ }).click();
  await inbox.getByText(/^to \(713\) 555-01/).waitFor();
  await inbox.getByLabel("Message", { exact: true }).fill("It is, from today");
  await inbox.getByRole("button", { name: "Send", exact: true }).click();
  await inbox
    .getByRole("region", { name: /^Messages with/ })
    .getByText("It is, from today")
    .waitFor();
  await arrived(tenant);
  expect(await stranger.messages()).toMatchObject([
    { direction: "inbound", to: number },
    { from: number, body: "It is, from today" },
  ]);

  const sendAt = new Date(Date.now() + 30 * 3_600_000).toISOString();
  expect((await sendText(tenant, { from: number, sendAt })).status).toBe(201);
  await page.reload();
  await page.getByRole("button", { name: "Release…" }).click();
  await page.getByText("1 open conversation can only go on from another number.").waitFor();
  await page.getByText("1 scheduled text won't be sent.").waitFor();
  await page.getByText(`Calls to it ring ${rep2.name}.`).waitFor();
  await page.getByRole("button", { name: "Release number" }).click();
  await page.waitForURL("**/settings/numbers");
  expect(await atTwilio(tenant, number)).toBeNull();
  await page.goto("/settings/audit-log");
  await page.getByText(`bought the number ${number} for 1.15 USD a month`).waitFor();
  await page.getByText(`released the number ${number}`).waitFor();
});

test("texts that go elsewhere are seen in the list, and brought back when that is agreed to", async () => {
  const { accountSid, authToken, numberSid } = tenant;
  const elsewhere = { sms_url: "https://old.example/sms", sms_method: "POST" };
  const set = (sms: typeof elsewhere) =>
    setMessageWebhooks({ accountSid, authToken }, numberSid, { ...sms, sms_application_sid: "" });
  const page = await openAs(tenant.admin, "/settings/numbers");
  await page.getByText("Routed to Ringbook", { exact: true }).waitFor();
  await set(elsewhere);
  await page.reload();
  await page.getByText("Texts routed elsewhere", { exact: true }).waitFor();
  await page.getByRole("link", { name: "(206) 555-0100" }).click();
  await page.getByText(`routed somewhere else: ${elsewhere.sms_url}`).waitFor();
  await page.getByRole("button", { name: "Route messages to Ringbook" }).click();
  await set({ ...elsewhere, sms_url: "https://newer.example/sms" });
  await page.getByText(`This replaces what is set at Twilio: ${elsewhere.sms_url}`).waitFor();
  await page.getByRole("button", { name: "Replace" }).click();
  await page.getByText("This was changed in the meantime. Reload the page.").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Route messages to Ringbook" }).click();
  await page.getByRole("button", { name: "Replace" }).click();
  await page.getByText("Incoming messages are routed to Ringbook.").waitFor();
  expect((await atTwilio(tenant, tenant.number))?.messages).toEqual(wantedMessages());
});

test("a number that was sold while it was looked at is said to be gone, and another one bought", async () => {
  const other = await makeTenant();
  const number = await firstIn(tenant, "801");
  const page = await openAs(tenant.admin, "/settings/numbers/buy?area_code=801");
  const [first, second] = [0, 1].map((nth) => page.getByRole("button", { name: /^Buy / }).nth(nth));
  await first?.waitFor();
  await page.waitForLoadState("networkidle");
  expect((await buy(other.admin, { number })).status).toBe(201);
  await first?.click();
  await page.getByRole("button", { name: /^Buy for/ }).click();
  await page.getByText("Someone else took this number a moment ago.").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await second?.click();
  await page.getByRole("button", { name: /^Buy for/ }).click();
  await page.waitForURL("**/settings/numbers/*-*");
});

test("what a country asks for stands where its numbers are, and bad input is said", async () => {
  const page = await openAs(tenant.admin, "/settings/numbers/buy?country=GB&type=mobile");
  await page.getByText("United Kingdom asks for documents that Twilio has approved").waitFor();
  await page.getByRole("link", { name: "Twilio’s console" }).waitFor();
  expect(await page.getByRole("button", { name: /^Buy/ }).count()).toBe(0);
  await page.getByLabel("Digits or a word").fill("x");
  await page.getByRole("button", { name: "Search numbers" }).click();
  await page.getByText("Type 2 to 16 digits or letters").waitFor();
});

test("an admin sees what the month costs, by kind, number and person", async () => {
  const { carrier, accountSid, rep } = tenant;
  await carrier.scriptHandset(accountSid, rep.phone, { behaviour: "no-answer" });
  await carrier.handset(accountSid, customer).dial(tenant.number);
  await carrier.runUntilIdle(accountSid);
  await sql`update public.calls set price = 1.25 where tenant_id = ${tenant.id}`;
  const page = await openAs(tenant.admin, "/settings/costs");
  const month = page.getByRole("table", { name: "Costs of this month" });
  await month.getByText("Phone numbers").waitFor();
  await month.getByText("$1.15").first().waitFor();
  await page.getByRole("table", { name: "By number" }).getByText("$1.25").waitFor();
  const people = page.getByRole("table", { name: "By person" });
  await people.getByText("$1.25").waitFor();
  await sql`update public.calls set price_unit = 'EUR' where tenant_id = ${tenant.id}`;
  await page.reload();
  await people.getByText("€1.25").waitFor();
  const others = await openAs(tenant.manager, "/settings/costs");
  await others.getByText(/Only admins can/).waitFor();
});
