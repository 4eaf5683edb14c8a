import type { Page } from "playwright";
import { beforeEach, describe, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, ringInVain } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);
const barOf = (page: Page) => page.getByRole("region", { name: "Current call" });
const now = (page: Page) => page.getByRole("region", { name: "Now" });
const nameOf = (page: Page) => now(page).getByRole("heading");

async function addContact(name: string, phone: string, company = "Doe Roofing") {
  const contact = { tenant_id: tenant.id, name, company };
  const { id } = await given(tenant.rep.db.from("contacts").insert(contact).select("id").single());
  const number = { tenant_id: tenant.id, contact_id: id, phone };
  await given(tenant.rep.db.from("contact_phones").insert(number).select("id"));
  return id;
}

/** A list of these contacts that may be called at any time. */
async function addList(ids: string[], settings: Record<string, unknown> = {}): Promise<string> {
  const id = crypto.randomUUID();
  const hours = { hours_from: "00:00", hours_until: "24:00", days: [1, 2, 3, 4, 5, 6, 7] };
  const list = { id, name: "Autumn", ...hours, ...settings };
  await given(tenant.rep.db.rpc("create_call_list", { list, wanted: { ids } }));
  return `/call-lists/${id}`;
}

const states = async () => {
  const entries = tenant.manager.db.from("call_list_entries");
  const rows = await given(entries.select("state, reason, attempts").order("position"));
  return rows.map(({ state, reason, attempts }) => `${state} ${reason} ${attempts}`);
};

describe("a call list", () => {
  test("is made from a search and worked through by keyboard: call, note, outcome, next, skip", async () => {
    await addContact("Jane Doe", customer);
    await addContact("John Doe", "+12065550178");
    await addContact("Zoe Quill", "+12065550179", "Quill");
    await everyoneAnswers(tenant);
    const page = await openAs(tenant.rep, "/contacts?q=doe");
    await page.getByRole("link", { name: "Call these contacts" }).press("Enter");
    await page.waitForURL("**/call-lists/new?q=doe");
    await page.getByLabel("From").fill("00:00");
    await page.getByLabel("Until").fill("23:59");
    for (const day of ["Sat", "Sun"]) await page.getByLabel(day).press("Space");
    await page.getByLabel("Name", { exact: true }).fill("Autumn offers");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Start calling" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => nameOf(page).textContent()).toBe("Jane Doe");

    await page.keyboard.press("c");
    await barOf(page).waitFor();
    await advance(20);
    await barOf(page)
      .getByText(/^Talking with Jane Doe/)
      .waitFor();
    await page.keyboard.press("n");
    await page.keyboard.type("Wants an offer");
    await barOf(page).getByText("Saved", { exact: true }).waitFor();
    await tenant.carrier.handset(tenant.accountSid, customer).hangup();
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await now(page).getByRole("button", { name: "Next contact" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("1");
    await now(page).getByText("Jane Doe: Interested").waitFor();
    await now(page).getByRole("button", { name: "Next contact" }).waitFor();
    await page.keyboard.press("j");
    await expect.poll(() => nameOf(page).textContent()).toBe("John Doe");

    await page.keyboard.press("s");
    const dialog = page.getByRole("dialog", { name: "Skip John Doe?" });
    await dialog.getByLabel("Reason").selectOption("already_spoken");
    await dialog.getByLabel("Note").press("Enter");
    await page.getByRole("heading", { name: "Everyone on this list is done" }).waitFor();
    expect(await states()).toEqual(["done null 1", "skipped already_spoken 0"]);
    const [note] = await given(tenant.manager.db.from("notes").select("body, author_id"));
    expect(note).toEqual({ body: "Wants an offer", author_id: tenant.rep.userId });

    const manager = await openAs(tenant.manager, "/call-lists?done=1");
    const row = manager.getByRole("row").filter({ hasText: "Autumn offers" });
    await row.getByText("2 of 2").waitFor();
    await row.getByText("Interested 1").waitFor();
    await row.getByText("Rae Rep").waitFor();
  });

  test("gives two reps two contacts; paused, it gives nobody another", async () => {
    const ids = [
      await addContact("Jane Doe", customer),
      await addContact("John Doe", "+12065550178"),
      await addContact("Zoe Quill", "+12065550179"),
    ];
    const list = await addList(ids);
    const [rae, rob] = await Promise.all([openAs(tenant.rep, list), openAs(tenant.rep2, list)]);
    for (const page of [rae, rob]) {
      await page.getByRole("button", { name: "Start calling" }).waitFor();
    }
    await Promise.all([rae.keyboard.press("j"), rob.keyboard.press("j")]);
    for (const page of [rae, rob]) await page.getByRole("button", { name: /^Call \(/ }).waitFor();
    const got = [await nameOf(rae).textContent(), await nameOf(rob).textContent()];
    expect(got.sort()).toEqual(["Jane Doe", "John Doe"]);

    expect(await rob.getByRole("button", { name: "Pause" }).count()).toBe(0);
    await rae.getByRole("button", { name: "Pause" }).click();
    await rae.getByRole("button", { name: "Resume" }).waitFor();
    await rob.keyboard.press("s");
    const dialog = rob.getByRole("dialog");
    await dialog.getByRole("button", { name: "Skip", exact: true }).click();
    await rob.getByRole("heading", { name: "This list is paused" }).waitFor();
    await rae.getByRole("button", { name: "Resume" }).click();
    await rob.getByRole("button", { name: "Next contact" }).waitFor();
  });

  test("says why nobody is called: not to be called, without a number, outside their hours", async () => {
    const today = new Date().getUTCDay();
    const ids = [
      await addContact("Jane Doe", customer),
      await addContact("John Doe", "+12065550178"),
    ];
    const entry = { tenant_id: tenant.id, number: customer };
    await given(tenant.manager.db.from("do_not_call").insert(entry).select("id"));
    // Three days from now, wherever it is today.
    const list = await addList(ids, { days: [((today + 2) % 7) + 1] });
    const page = await openAs(tenant.rep, list);
    await page.getByRole("button", { name: "Start calling" }).press("Enter");
    await page.getByRole("heading", { name: "Nobody can be called right now" }).waitFor();
    const results = page.getByRole("complementary", { name: "Results" });
    await results.getByText("Outside calling hours").waitFor();
    await results.getByText("On the do-not-call list", { exact: true }).waitFor();
    await results.getByRole("link", { name: "Show" }).nth(1).click();
    await page.getByRole("row").filter({ hasText: "Jane Doe" }).waitFor();
  });

  test("refuses a call to whoever was put on the do-not-call list since they were shown", async () => {
    const list = await addList([await addContact("Jane Doe", customer)]);
    const page = await openAs(tenant.rep, list);
    await page.getByRole("button", { name: "Start calling" }).press("Enter");
    await page.getByRole("button", { name: /^Call \(/ }).waitFor();
    const entry = { tenant_id: tenant.id, number: customer };
    await given(tenant.manager.db.from("do_not_call").insert(entry).select("id"));
    expectComplaint(/403/);
    await page.keyboard.press("c");
    // Of the refusal, or of the card where the page was refreshed before the key.
    await page.getByText("This number is on your do-not-call list.").first().waitFor();
    expect(await states()).toEqual(["claimed null 0"]);
    await page.reload();
    await now(page).getByText("This number is on your do-not-call list.").waitFor();
    expect(await page.getByRole("button", { name: /^Call \(/ }).count()).toBe(0);
  });

  test("is changed in its form, and keeps what was typed when something is wrong", async () => {
    const list = await addList([await addContact("Jane Doe", customer)]);
    const page = await openAs(tenant.rep, `${list}/edit`);
    await page.getByLabel("Name", { exact: true }).fill("");
    await page.getByLabel("From").fill("19:00");
    await page.getByLabel("Until").fill("09:00");
    await page.getByLabel("Interested: how many times", { exact: true }).fill("99");
    await page.getByRole("button", { name: "Save" }).click();
    for (const words of ["Enter a name", "Must be later than the beginning", "At most 20"]) {
      await page.getByText(words).waitFor();
    }
    await page.getByLabel("Name", { exact: true }).fill("Winter");
    await page.getByLabel("Until").fill("20:00");
    await page.getByLabel("Interested: how many times", { exact: true }).fill("3");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Winter" }).waitFor();
    await page.getByText("Mon to Sun, 19:00 to 20:00 in their time zone").waitFor();
    const [kept] = await given(tenant.rep.db.from("call_lists").select("retries"));
    expect(Object.values(kept?.retries ?? {})).toEqual([{ after_minutes: 1440, times: 3 }]);
  });

  test("is made of missed callers who are contacts", async () => {
    await addContact("Jane Doe", customer);
    const behaviour = { behaviour: "no-answer" } as const;
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, behaviour);
    for (const caller of [customer, "+12065550188"]) {
      await ringInVain(tenant, caller);
    }
    const page = await openAs(tenant.rep, "/missed");
    await page.getByRole("link", { name: "Call these callers" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Missed today");
    await page.getByRole("button", { name: "Create call list" }).click();
    await page.getByRole("heading", { name: "Missed today" }).waitFor();
    await page.getByText("0 of 1").waitFor();
  });
});
