import { randomBytes } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { addSupport, support } from "@/tests/support/second-number";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { arrived, sendText, sentAtTwilio } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";
import { post } from "@/tests/telephony/webhooks/post";

withBrowser();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const office = "+12065550188";
const toCustomer = `/messages/new?to=${encodeURIComponent(customer)}`;
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

test("after an answer that was lost, Send again sends the text once", async () => {
  const page = await openAs(tenant.rep, toCustomer);
  await page.getByLabel("Message", { exact: true }).fill("Is Thursday fine?");
  await page.route("**/messages/**", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    await route.fetch();
    await route.abort();
  });
  expectComplaint(/Failed to load resource/);
  const send = page.getByRole("button", { name: "Send", exact: true });
  await send.click();
  await page.getByText("The server didn't answer, so this may not be saved.").waitFor();
  await page.unrouteAll();
  const threads = page.getByRole("list", { name: "Conversations" });
  await threads.getByText("Is Thursday fine?").waitFor();
  await send.click();
  await page.waitForURL(/\/messages\/[0-9a-f-]{36}/);
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
  await page.getByLabel("Message", { exact: true }).fill("Or Friday?");
  await send.click();
  await expect.poll(async () => (await sentAtTwilio(tenant)).length).toBe(2);
});

test("a text that Twilio refused goes out when it is sent again", async () => {
  await tenant.carrier.fault(tenant.accountSid, {
    api: { error: { status: 400, code: 21614, message: "not a mobile" } },
    match: { method: "POST" },
    times: 1,
  });
  const page = await openAs(tenant.rep, toCustomer);
  await page.getByLabel("Message", { exact: true }).fill("Is Thursday fine?");
  const send = page.getByRole("button", { name: "Send", exact: true });
  await send.click();
  await page
    .getByText(/mobile/)
    .first()
    .waitFor();
  await send.click();
  await page.waitForURL(/\/messages\/[0-9a-f-]{36}/);
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
});

test("Send waits for a file, and for one that failed to be removed", async () => {
  const page = await openAs(tenant.rep, toCustomer);
  await page.getByLabel("Message", { exact: true }).fill("Your roof");
  const { promise: lost, resolve: lose } = Promise.withResolvers<void>();
  await page.route("**/api/messages/media*", async (route) => {
    await lost;
    await route.abort();
  });
  expectComplaint(/Failed to load resource/);
  await page.getByLabel("Add pictures or files").setInputFiles({
    ...{ name: "roof.png", mimeType: "image/png", buffer: Buffer.from("roof") },
  });
  const send = page.getByRole("button", { name: "Send", exact: true });
  await page.getByText("You can send once the upload is done.").waitFor();
  expect(await send.isDisabled()).toBe(true);
  await page.getByLabel("Message", { exact: true }).press("Control+Enter");
  lose();
  await page.getByText("Remove what couldn't be uploaded, then send.").waitFor();
  expect(await send.isDisabled()).toBe(true);
  expect(await sentAtTwilio(tenant)).toHaveLength(0);
  await page.getByRole("button", { name: "Remove roof.png" }).click();
  await send.click();
  await page.waitForURL(/\/messages\/[0-9a-f-]{36}/);
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
});

test("a contact's second number is texted, whatever was last written to the first", async () => {
  const { id: tenant_id, rep } = tenant;
  const added = rep.db.from("contacts").insert({ tenant_id, name: "Jane Doe" }).select("id");
  const { id: contact_id } = await given(added.single());
  const phones = [customer, office].map((phone, position) => ({
    ...{ tenant_id, contact_id, phone, position },
  }));
  await given(rep.db.from("contact_phones").insert(phones).select("id"));
  expect((await sendText(tenant, { contactId: contact_id })).status).toBe(201);
  const page = await openAs(rep, `/contacts/${contact_id}`);
  await page.getByRole("link", { name: /^Text Jane Doe on .*0188/ }).click();
  await page.getByRole("heading", { name: "New message" }).waitFor();
  await page.getByLabel("Message", { exact: true }).fill("At the office?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.waitForURL(/\/messages\/[0-9a-f-]{36}/);
  const sent = await sentAtTwilio(tenant);
  expect(sent.map(({ to }) => to).sort()).toEqual([customer, office].sort());
  await page.goto(`/messages/new?contact=${contact_id}&to=${encodeURIComponent(office)}`);
  await page.waitForURL(/\/messages\/[0-9a-f-]{36}/);
});

test("a conversation on a number given back is gone on with from another", async () => {
  const id = await addSupport(tenant);
  expect((await sendText(tenant, { from: support })).status).toBe(201);
  await arrived(tenant);
  await admin`update public.phone_numbers set removed_at = now() where id = ${id}`;
  const page = await openAs(tenant.rep, "/messages");
  const threads = page.getByRole("list", { name: "Conversations" });
  await threads.getByRole("link", { name: /Your roof is ready/ }).click();
  await page.getByText("This number was removed").waitFor();
  expect(await page.getByLabel("Message", { exact: true }).count()).toBe(0);
  await page.getByRole("link", { name: "Write from another number" }).click();
  await page.getByLabel("Message", { exact: true }).fill("Still ready");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.waitForURL(/\/messages\/[0-9a-f-]{36}/);
  const sent = await sentAtTwilio(tenant);
  expect(sent.map(({ from }) => from).sort()).toEqual([support, tenant.number].sort());
});

test("a short code can't be answered, and the conversation says so", async () => {
  const MessageSid = `SM${randomBytes(16).toString("hex")}`;
  const code = { From: "72345", To: tenant.number, Body: "Your code is 1234" };
  const fields = { AccountSid: tenant.accountSid, MessageSid, NumMedia: "0", NumSegments: "1" };
  const text = { room: "messages", path: "incoming", token: tenant.authToken } as const;
  expect((await post({ ...text, fields: { ...fields, ...code } })).status).toBe(200);
  const page = await openAs(tenant.rep, "/messages");
  await page.getByRole("link", { name: /Your code is 1234/ }).click();
  await page.getByText("72345 isn't a phone number").waitFor();
  expect(await page.getByLabel("Message", { exact: true }).count()).toBe(0);
});
