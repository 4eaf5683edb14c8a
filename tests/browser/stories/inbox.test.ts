import { afterAll, beforeAll, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { arrived, messagesOf, sendText } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";

withBrowser();
afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant();
});

async function textIn(body: string, from = customer): Promise<void> {
  await tenant.carrier.handset(tenant.accountSid, from).text({ to: tenant.number, body });
  await arrived(tenant);
}

test("words of a message find its conversation, and open it there", async () => {
  await textIn("The gutter is leaking again");
  for (let nth = 0; nth < 3; nth++) await textIn(`Later ${nth}`);
  await textIn("Somebody else", "+12065550188");
  const page = await openAs(tenant.rep, "/messages");
  await page.getByLabel("Search conversations").fill("gutt leak");
  await page.getByLabel("Search conversations").press("Enter");
  const found = page.getByRole("list", { name: "Conversations", exact: true });
  await found.getByText("gutter", { exact: true }).waitFor();
  expect(await found.getByRole("listitem").count()).toBe(1);
  await found.getByRole("link").click();
  await page.waitForURL(/found=.*#message-/);
  await page
    .getByRole("region", { name: /^Messages with/ })
    .getByText(/gutter is leaking/)
    .waitFor();
  await page.goto("/messages?q=nothingsaidlikethis");
  await page.getByText("Nothing for “nothingsaidlikethis”").waitFor();
});

test("all, mine and unassigned show whose they are, and j and k go through them", async () => {
  const other = await makeTenant();
  const [mine, theirs, nobodys] = ["+12065550181", "+12065550182", "+12065550183"] as const;
  for (const from of [mine, theirs, nobodys]) {
    await other.carrier.handset(other.accountSid, from).text({ to: other.number, body: from });
    await arrived(other);
  }
  for (const [number, person] of [
    [mine, other.rep.userId],
    [theirs, other.rep2.userId],
  ] as const) {
    await admin`update public.message_threads set owner_id = ${person}
      where tenant_id = ${other.id} and customer_number = ${number}`;
  }
  const page = await openAs(other.rep, "/messages");
  const show = page.getByRole("list", { name: "Whose conversations" });
  const shown = async () => {
    const rows = page.getByRole("list", { name: "Conversations", exact: true });
    const texts = await rows.getByRole("listitem").allTextContents();
    return texts.map((text) => /\+\d{11}/.exec(text)?.[0]);
  };
  expect(await shown()).toEqual([nobodys, theirs, mine]);
  await show.getByRole("link", { name: "Mine" }).click();
  await expect.poll(shown).toEqual([mine]);
  await show.getByRole("link", { name: "Unassigned" }).click();
  await expect.poll(shown).toEqual([nobodys]);
  await show.getByRole("link", { name: "All" }).click();
  await expect.poll(shown).toEqual([nobodys, theirs, mine]);
  const said = (body: string) =>
    page.getByRole("region", { name: /^Messages with/ }).getByText(body);
  for (const [key, body] of [
    ["j", nobodys],
    ["j", theirs],
    ["j", mine],
    ["k", theirs],
  ] as const) {
    await page.keyboard.press(key);
    await said(body).waitFor();
  }
});

test("the palette finds a message by its words", async () => {
  const page = await openAs(tenant.rep, "/contacts");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("gutter");
  await page.getByText("The gutter is leaking again").first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/messages\/.*found=/);
});

test("a text is noticed in the title and the bell, by its owner alone, in two tabs", async () => {
  const [mine, theirs] = [
    await openAs(tenant.rep, "/contacts"),
    await openAs(tenant.rep2, "/contacts"),
  ];
  await textIn("Is anybody there?", "+12065550199");
  await expect.poll(() => mine.title()).toMatch(/^\(\d+\) Contacts/);
  const unread = (page: typeof mine) =>
    page.getByRole("link", { name: /^Notifications/ }).textContent();
  await expect.poll(() => unread(theirs)).toMatch(/unread/);
  const all = await admin`select id from public.message_threads
    where tenant_id = ${tenant.id} and customer_number = '+12065550199'`;
  const thread = String(all[0]?.id);
  await given(tenant.manager.db.rpc("assign_thread", { thread, person: tenant.rep.userId }));
  await mine.goto("/notifications");
  await mine.getByText("Mo Manager gave you the conversation with (206) 555-0199").waitFor();
  await mine.goto(`/messages/${thread}`);
  await mine.getByText("Is anybody there?").first().waitFor();
  await expect
    .poll(async () => {
      const [row] = await admin`select count(*)::integer as left from public.notifications
        where tenant_id = ${tenant.id} and subject_id = ${thread} and read_at is null
          and kind <> 'assigned'`;
      return row?.left;
    })
    .toBe(0);
});

test("a scheduled text is changed before it goes out; two who change it see each other", async () => {
  const tomorrow = new Date(Date.now() + 20 * 3_600_000);
  await admin`update public.tenants set quiet_from = null, quiet_until = null
    where id = ${tenant.id}`;
  const to = "+12065550123";
  const sent = await sendText(tenant, { to, body: "See you at 9", sendAt: tomorrow.toISOString() });
  const { threadId } = JSON.parse(sent.text);
  const path = `/messages/${threadId ?? (await threadOf(to))}`;
  const [first, second] = [await openAs(tenant.rep, path), await openAs(tenant.manager, path)];
  for (const page of [first, second]) {
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: "Change it" }).click();
  }
  const change = async (page: typeof first, text: string) => {
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Message").fill(text);
    await dialog.getByRole("button", { name: "Save" }).click();
  };
  await change(first, "See you at 10");
  await first.getByText("See you at 10").first().waitFor();
  await change(second, "See you at 11");
  await second.getByText("It was changed, canceled or sent meanwhile").waitFor();
  const rows = await messagesOf(tenant);
  expect(rows.filter(({ status }) => status === "scheduled")).toMatchObject([
    { body: "See you at 10" },
  ]);
});

async function threadOf(number: string): Promise<string> {
  const [row] = await admin`select id from public.message_threads
    where tenant_id = ${tenant.id} and customer_number = ${number}`;
  return String(row?.id);
}
