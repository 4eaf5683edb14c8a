import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { openPalette } from "@/tests/support/palette";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { onlyCall } from "@/tests/telephony/calls/walk";
import { admin } from "@/tests/telephony/record/call-record";

withBrowser();

let tenant: TestTenant;
let contactId: string;
beforeAll(async () => {
  tenant = await makeTenant();
  const { data } = await tenant.rep.db
    .from("contacts")
    .insert({ tenant_id: tenant.id, name: "Jane Doe", company: "Doe Roofing" })
    .select("id")
    .single();
  contactId = data?.id ?? "";
  await tenant.rep.db
    .from("contact_phones")
    .insert({ tenant_id: tenant.id, contact_id: contactId, phone: "+12065550177" });
});

test("a contact is found and opened from any page, without the mouse", async () => {
  const page = await openAs(tenant.rep, "/settings/profile");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await openPalette(page);
  await page.keyboard.type("doe roof");
  await page.getByRole("option", { name: /Jane Doe.*Doe Roofing/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/contacts/${contactId}`);

  await page.keyboard.press("/");
  await page.getByRole("group", { name: "Recent" }).getByText("Jane Doe").waitFor();
});

test("a typed number is called, and Ctrl Enter calls the contact that was found", async () => {
  const page = await openAs(tenant.rep, "/calls");
  const bar = page.getByRole("region", { name: "Current call" });
  await openPalette(page);
  await page.keyboard.type("206 555 0188");
  const typed = page.getByRole("option", { name: /Call \(206\) 555-0188/ });
  await typed.getByText("United States", { exact: true }).waitFor();
  await page.keyboard.press("Enter");
  await bar.waitFor();
  expect(await onlyCall(tenant)).toMatchObject({ to_number: "+12065550188" });
  await bar.getByRole("button", { name: "Hang up" }).click();
  await tenant.carrier.runUntilIdle(tenant.accountSid);

  await openPalette(page);
  await page.keyboard.type("jane");
  await page.getByRole("option", { name: /Jane Doe/ }).waitFor();
  await page.keyboard.press("Control+Enter");
  const called = async () => {
    const { data } = await tenant.rep.db
      .from("calls")
      .select("contact_id")
      .eq("to_number", "+12065550177");
    return data;
  };
  await expect.poll(called).toEqual([{ contact_id: contactId }]);
  await tenant.carrier.runUntilIdle(tenant.accountSid);

  await openPalette(page);
  await page.keyboard.type("doe roof");
  const calls = page.getByRole("group", { name: "Calls" });
  await calls.getByRole("option", { name: /Jane Doe.*Today.*Rae Rep/ }).click();
  await page.waitForURL(/calls\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { name: /Jane Doe/ }).waitFor();
  await openPalette(page);
  await page.keyboard.type("doe roof");
  await calls.getByRole("option", { name: "Search calls for “doe roof”" }).click();
  await page.waitForURL("**/calls?q=doe+roof");
  await page.getByRole("row", { name: /Jane Doe/ }).waitFor();
});

test("the contact on screen is written about and assigned, which Undo takes back", async () => {
  const page = await openAs(tenant.rep, `/contacts/${contactId}`);
  const choose = async (typed: string, name: string) => {
    await openPalette(page);
    await page.keyboard.type(typed);
    await page.getByRole("group", { name: "Jane Doe" }).getByRole("option", { name }).waitFor();
    await page.keyboard.press("Enter");
  };
  await choose("write note", "Write a note");
  await expect
    .poll(() =>
      page
        .getByRole("textbox", { name: "Note" })
        .evaluate((field) => field === document.activeElement),
    )
    .toBe(true);
  await page.keyboard.type("Wants a quote");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("main").getByRole("listitem").getByText("Wants a quote").waitFor();

  await choose("task jane", "New task for Jane Doe");
  await expect
    .poll(() =>
      page
        .getByRole("textbox", { name: "Task" })
        .evaluate((field) => field === document.activeElement),
    )
    .toBe(true);
  await page.keyboard.type("Send the quote");
  await page.keyboard.press("Enter");
  await page.getByRole("main").getByText("Send the quote").first().waitFor();

  await choose("assign", "Assign Jane Doe to …");
  await page.getByRole("combobox", { name: "Assign Jane Doe to" }).waitFor();
  await page.keyboard.press("Backspace");
  await choose("assign", "Assign Jane Doe to …");
  await page.getByRole("combobox", { name: "Assign Jane Doe to" }).waitFor();
  await page.keyboard.type("rob");
  await page.getByRole("option", { name: "Rob Rep" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("1 contact assigned.").waitFor();
  const owner = page.getByRole("main").getByText("Rob Rep, owner");
  await owner.waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Undone for 1 contact.").waitFor();
  await owner.waitFor({ state: "detached" });
});

test("a number that nobody has becomes a contact with the number filled in", async () => {
  const page = await openAs(tenant.rep, "/contacts");
  await page.getByRole("button", { name: "Search or call" }).click();
  await page.keyboard.type("(206) 555-0199");
  await page.getByRole("option", { name: "Add (206) 555-0199 as a contact" }).click();
  await page.waitForURL(/contacts\/new/);
  expect(await page.getByLabel("Number", { exact: false }).first().inputValue()).toBe(
    "(206) 555-0199",
  );
});

test("letters are typed in fields, and are shortcuts elsewhere until they are switched off", async () => {
  const page = await openAs(tenant.rep2, "/contacts");
  const search = page.getByRole("searchbox");
  await search.fill("g");
  await search.press("l");
  await page.waitForURL(/q=gl/);
  expect(await search.inputValue()).toBe("gl");
  await search.blur();

  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await page.waitForURL("**/calls");
  await openPalette(page);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.getByText("Go to Contacts").waitFor();
  await help.getByText("Notifications", { exact: true }).waitFor();
  await help.getByLabel("Use single letters as shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  await page.keyboard.press("?");
  await openPalette(page);
  expect(await help.count()).toBe(0);
});

test("a rep finds no pages of admins, nor another company's contacts", async () => {
  const other = await makeTenant({ withoutTwilio: true });
  const page = await openAs(other.rep);
  await openPalette(page);
  await page.keyboard.type("jane");
  await page.getByText("Nothing found.").last().waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("activity log");
  await page.getByText("Nothing found.").last().waitFor();
});

test("a typed number says what a minute of calls to its country has cost", async () => {
  const caller = await makeTenant();
  const call = {
    ...{ id: randomUUID(), tenant_id: caller.id, user_id: caller.rep.userId },
    ...{ direction: "outbound", from_number: caller.number, to_number: "+40264123456" },
    ...{ status: "completed", stage: "ended", outcome: "connected", duration_seconds: 119 },
    ...{ created_at: new Date(), ended_at: new Date(), price: 0.07, price_unit: "USD" },
  };
  await admin`insert into public.calls ${admin(call)}`;
  const page = await openAs(caller.rep, "/contacts");
  await openPalette(page);
  await page.keyboard.type("+40 264 999 888");
  const romanian = page.getByRole("option", { name: /Call \+40 264 999 888/ });
  await romanian.getByText("Romania · about $0.035 a minute").waitFor();
  for (let typed = 0; typed < 16; typed += 1) await page.keyboard.press("Backspace");
  await page.keyboard.type("+44 20 7946 0958");
  await page.getByText("United Kingdom", { exact: true }).waitFor();
});
