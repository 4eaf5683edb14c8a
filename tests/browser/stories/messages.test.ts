import { afterAll, expect, test } from "vitest";
import { replyTo } from "@/lib/messages/auto/reply";
import { fetchWaitingMedia } from "@/lib/messages/fetch-media";
import { given } from "@/tests/database/rls/visitor";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { arrived, messagesOf, sendText, sentAtTwilio } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";

withBrowser();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function addJane({ id: tenant_id, rep }: TestTenant, time_zone?: string): Promise<string> {
  const jane = { tenant_id, name: "Jane Doe", time_zone };
  const added = rep.db.from("contacts").insert(jane).select("id");
  const { id: contact_id } = await given(added.single());
  const phone = { tenant_id, contact_id, phone: customer };
  await given(rep.db.from("contact_phones").insert(phone).select("id"));
  return contact_id;
}

test("a rep texts a contact, reads the answer as it comes, and both stand in the timeline", async () => {
  const tenant = await makeTenant();
  const contact = await addJane(tenant);
  const page = await openAs(tenant.rep, `/contacts/${contact}`);
  await page.getByRole("link", { name: /^Text Jane Doe on/ }).click();
  await page.getByLabel("Message", { exact: true }).fill("Is Thursday fine? ☀️");
  await page.getByText(/1 segment · UCS-2 because of “☀”/).waitFor();
  const picture = { name: "roof.png", mimeType: "image/png", buffer: Buffer.from(png, "base64") };
  await page.getByLabel("Add pictures or files").setInputFiles(picture);
  await page.getByRole("list", { name: "Attachments" }).getByText("roof.png").waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.waitForURL(/\/messages\/[0-9a-f-]{36}/);
  const said = page.getByRole("region", { name: "Messages with Jane Doe" });
  await said.getByText("Is Thursday fine? ☀️").waitFor();
  await arrived(tenant);
  await said.getByText("· Delivered").waitFor();
  const phone = tenant.carrier.handset(tenant.accountSid, customer);
  const media = [{ contentType: "image/png", base64: png }];
  await phone.text({ to: tenant.number, body: "Thursday is perfect", media });
  await arrived(tenant);
  await said.getByText("Thursday is perfect").waitFor();
  await fetchWaitingMedia(tenant.id, String((await messagesOf(tenant)).at(-1)?.id));
  for (const name of ["roof.png", "Picture"]) {
    const shown = said.getByRole("img", { name });
    await expect
      .poll(() => shown.evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth))
      .toBe(1);
  }
  expect(await page.getByLabel("Message", { exact: true }).inputValue()).toBe("");
  await page.locator("h2").first();
  await page.goto(`/contacts/${contact}?show=messages`);
  const timeline = page.getByRole("list", { name: "Timeline" });
  await timeline.getByText("Thursday is perfect").waitFor();
  await timeline.getByText("You texted Jane Doe").waitFor();
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
});

test("a text to a landline says why it isn't there and what to do, and is sent again as a new one", async () => {
  const tenant = await makeTenant();
  const { carrier, accountSid } = tenant;
  await carrier.scriptTexts(accountSid, customer, "landline");
  const { threadId } = JSON.parse((await sendText(tenant)).text);
  const page = await openAs(tenant.rep, `/messages/${threadId}`);
  await arrived(tenant);
  const said = page.getByRole("region", { name: /^Messages with/ });
  await said.getByText("· Not delivered").waitFor();
  await said.getByText(/This number is a landline.* Use a mobile number, or call\./).waitFor();
  expect(await messagesOf(tenant)).toMatchObject([{ status: "undelivered", error_code: 30006 }]);
  await carrier.scriptTexts(accountSid, customer, "delivers");
  await said.getByRole("button", { name: "Send again" }).dblclick();
  await said.getByText("Sent again.").waitFor();
  await arrived(tenant);
  await said.getByText("· Delivered").waitFor();
  await page.reload();
  await said.getByRole("button", { name: "Send again" }).click();
  await said.getByText("Sent again.").waitFor();
  expect(await messagesOf(tenant)).toMatchObject([
    { status: "undelivered", body: "Your roof is ready" },
    { status: "delivered", body: "Your roof is ready" },
  ]);
  expect(await sentAtTwilio(tenant)).toHaveLength(2);
});

test("two reps share the inbox: what one takes and closes, the other sees at once", async () => {
  const tenant = await makeTenant();
  const [mine, theirs] = [
    await openAs(tenant.rep, "/messages"),
    await openAs(tenant.rep2, "/messages"),
  ];
  await mine.getByRole("heading", { name: "No messages yet" }).waitFor();
  const phone = tenant.carrier.handset(tenant.accountSid, customer);
  await phone.text({ to: tenant.number, body: "Do you work on Saturdays?" });
  await arrived(tenant);
  const badge = theirs.getByRole("navigation", { name: "Main" }).getByRole("link", {
    name: /^Messages/,
  });
  await expect.poll(() => badge.textContent()).toMatch(/1 unread/);
  const row = (page: typeof mine) => page.getByRole("list", { name: "Conversations" });
  await row(mine)
    .getByRole("link", { name: /Saturdays/ })
    .click();
  await mine.getByRole("link", { name: "Add contact" }).waitFor();
  await expect.poll(() => badge.textContent()).not.toMatch(/unread/);
  await mine.getByRole("button", { name: "Assign" }).click();
  await mine.getByRole("menuitem", { name: /\(me\)/ }).click();
  await row(theirs).getByText(tenant.rep.name).waitFor();
  await mine.getByRole("button", { name: "Close", exact: true }).waitFor();
  await mine.keyboard.press("e");
  await mine.getByRole("button", { name: "Open again" }).waitFor();
  await theirs.getByRole("heading", { name: "No messages yet" }).waitFor();
  await phone.text({ to: tenant.number, body: "Hello?" });
  await arrived(tenant);
  await row(theirs).getByText("Hello?").waitFor();
  await mine.getByRole("button", { name: "Close", exact: true }).waitFor();
  await mine.keyboard.press("r");
  expect(await mine.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
});

test("a first text has its price in sight, and is sent later by the clock of the contact's zone", async () => {
  const tenant = await makeTenant();
  await sendText(tenant, { to: "+12065550188" });
  await admin`update public.messages set segments = 2, price = 0.0166, price_unit = 'USD',
    next_check_at = null where tenant_id = ${tenant.id}`;
  const contact = await addJane(tenant, "Asia/Tokyo");
  const page = await openAs(tenant.rep, `/messages/new?contact=${contact}`);
  await page.getByLabel("Message", { exact: true }).fill("Good morning");
  await page.getByText("1 segment · about $0.0083").waitFor();
  await page.getByRole("button", { name: "Send later" }).click();
  await page.getByText("Time zone: Asia/Tokyo").waitFor();
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Send at, their time").fill(`${day}T09:30`);
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  await page.getByText(/Scheduled for/).waitFor();
  const scheduled = (await messagesOf(tenant)).filter(({ status }) => status === "scheduled");
  expect(scheduled).toMatchObject([
    { body: "Good morning", send_at: new Date(`${day}T00:30:00Z`) },
  ]);
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
});

test("a template is written by a manager, filled in for the contact, and refused for a stranger", async () => {
  const tenant = await makeTenant();
  const contact = await addJane(tenant);
  const settings = await openAs(tenant.manager, "/settings/messages");
  const form = settings.getByRole("form", { name: "New template" });
  await form.getByLabel("Name").fill("Missed you");
  await form.getByLabel("Text").fill("Hi {nmae}, call me back.");
  await form.getByRole("button", { name: "Add template" }).click();
  await form.getByText("{nmae} isn't a variable.").first().waitFor();
  await form.getByLabel("Text").fill("Hi {first_name}, call me back.");
  await form.getByRole("button", { name: "Add template" }).click();
  await settings.getByRole("list", { name: "Templates" }).getByText("Missed you").waitFor();

  const page = await openAs(tenant.rep, `/messages/new?contact=${contact}`);
  await page.getByRole("button", { name: "Use a template" }).click();
  await page.getByRole("menuitem", { name: "Missed you" }).click();
  expect(await page.getByLabel("Message", { exact: true }).inputValue()).toBe(
    "Hi Jane, call me back.",
  );
  await page.goto(`/messages/new?to=${encodeURIComponent("+12065550188")}`);
  await page.getByRole("button", { name: "Use a template" }).click();
  await page.getByRole("menuitem", { name: "Missed you" }).click();
  await page.getByText("This needs the contact's first name, which isn't known.").waitFor();
  expect(await page.getByLabel("Message", { exact: true }).inputValue()).toBe("");
});

test("a first text is answered for all to see; who texts STOP is marked on the conversation and the contact, and can't be written to", async () => {
  const tenant = await makeTenant();
  const contact = await addJane(tenant);
  const settings = await openAs(tenant.admin, "/settings/messages");
  const adding = settings.getByRole("form", { name: "New automatic reply" });
  await adding.getByLabel("When").selectOption("first_contact");
  await adding.getByLabel("Text").fill("Hello!");
  await adding.getByRole("button", { name: "Add automatic reply" }).click();
  const rules = settings.getByRole("list", { name: "Automatic replies" });
  await rules.getByText("Hello!").waitFor();
  await rules.getByRole("button", { name: "Edit The first text of somebody" }).click();
  const editing = settings.getByRole("dialog");
  await editing.getByLabel("Text").fill("We'll be with you soon.");
  await editing.getByRole("button", { name: "Save" }).click();
  await rules.getByText("We'll be with you soon.").waitFor();
  const phone = tenant.carrier.handset(tenant.accountSid, customer);
  await phone.text({ to: tenant.number, body: "Hi" });
  await arrived(tenant);
  await replyTo(tenant.id, String((await messagesOf(tenant))[0]?.id), new Date());
  const page = await openAs(tenant.rep, "/messages");
  await page.getByRole("link", { name: /Jane Doe/ }).click();
  await page.getByText("We'll be with you soon.").last().waitFor();
  await page.getByText("· Automatic: first message").waitFor();
  await page.getByLabel("Message", { exact: true }).waitFor();
  await phone.text({ to: tenant.number, body: "STOP" });
  await arrived(tenant);
  await page.getByText("Jane Doe texted STOP to this number.").waitFor();
  await expect.poll(() => page.getByLabel("Message", { exact: true }).count()).toBe(0);
  await page.goto(`/contacts/${contact}`);
  await page.getByText("Opted out of texts").waitFor();
  const csv = await (await page.request.get("/api/contacts/export")).text();
  expect(csv).toMatch(/Opted out of texts\r?\n.*Jane Doe.*'?\+12065550177/);
  await phone.text({ to: tenant.number, body: "START" });
  await arrived(tenant);
  await page.goto("/messages");
  await page.getByRole("link", { name: /Jane Doe/ }).click();
  await page.getByLabel("Message", { exact: true }).waitFor();
});
