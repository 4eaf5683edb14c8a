import { beforeAll, describe, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, place, ringInVain } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant();
  const { carrier, accountSid } = tenant;
  await everyoneAnswers(tenant);
  await place(tenant);
  await carrier.advance(accountSid, 40);
  await carrier.handset(accountSid, customer).hangup();
  await carrier.runUntilIdle(accountSid);
  await carrier.scriptHandset(accountSid, tenant.rep.phone, { behaviour: "no-answer" });
  await ringInVain(tenant);
});

describe("a manager", () => {
  test("reads the log newest first, narrows it, and opens a call: both phones, its events with the raw webhook, the recording", async () => {
    const page = await openAs(tenant.manager, "/calls");
    const main = page.getByRole("main");
    const calls = main.locator("a[href^='/calls/']");
    await expect.poll(() => calls.count()).toBe(2);
    await page.getByLabel("Direction").selectOption({ label: "Outbound" });
    await expect.poll(() => calls.count()).toBe(1);

    await calls.first().click();
    await page.waitForURL(/\/calls\/[0-9a-f-]{36}$/);
    await main.getByText("Rae Rep").first().waitFor();
    await main.getByText("Technical details").click();
    await main.getByText(/^Rep · /).waitFor();
    await main
      .getByText(/^Customer/)
      .first()
      .waitFor();
    const events = main.locator("details");
    expect(await events.count()).toBeGreaterThan(10);
    const sentences = await events.locator("summary").allTextContents();
    expect(sentences.join()).toContain("The call was started in Ringbook");
    await main.getByText("The customer heard the recording notice").click();
    await main.getByText(`"AccountSid": "${tenant.accountSid}"`).locator("visible=true").waitFor();
    await main.getByRole("button", { name: /play/i }).waitFor();
  });

  test("sees a rep's colleague's call as that rep does not: the rep gets no phones, events or recording", async () => {
    const { data } = await tenant.manager.db
      .from("calls")
      .select("id")
      .eq("direction", "outbound")
      .single();
    const page = await openAs(tenant.rep2, `/calls/${data?.id}`);
    const main = page.getByRole("main");
    await main.getByText("Talk time").waitFor();
    await main.getByText("Technical details").click();
    await main.getByRole("heading", { name: "Times and price" }).waitFor();
    expect(await main.getByRole("heading", { name: /Phones|Events/ }).count()).toBe(0);
    expect(await main.getByRole("button", { name: /play/i }).count()).toBe(0);
    expect(await main.getByText(tenant.rep.phone.slice(-4)).count()).toBe(0);
    const why = "Only Rae Rep, managers and admins can listen to this recording.";
    await main.getByText(why).waitFor();

    await page.goto("/calls");
    const locked = main.getByRole("button", { name: "Why there is no recording to play" });
    const said = main.getByText("Only Rae Rep and managers hear this recording");
    expect(await said.isVisible()).toBe(false);
    await locked.press("Enter");
    await said.waitFor();
    await page.keyboard.press("Escape");
    await said.waitFor({ state: "hidden" });
    await page.setViewportSize({ width: 390, height: 844 });
    await locked.click();
    await said.waitFor();
    expect(page.url()).toMatch(/\/calls$/);
  });
});

describe("the log", () => {
  test("is searched by digits in the middle of a number while one types, and called back from a row", async () => {
    const page = await openAs(tenant.rep, "/calls");
    const rows = page.getByRole("table", { name: "Calls" }).getByRole("row");
    await expect.poll(() => rows.count()).toBe(3);
    const search = page.getByRole("searchbox", { name: "Search calls" });
    await search.pressSequentially("6 555-01");
    await page.waitForURL(/q=6/);
    await expect.poll(() => rows.count()).toBe(3);
    await search.pressSequentially("99");
    await page.getByText("No calls match these filters").waitFor();
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByRole("link", { name: "Show all calls" }).click();
    await expect.poll(() => rows.count()).toBe(3);
    const icons = page.getByRole("main").getByRole("button", { name: "Call (206) 555-0177" });
    expect(await icons.count()).toBe(2);
  });

  test("says whose its figures are, and each figure leads to its calls", async () => {
    const page = await openAs(tenant.rep, "/calls");
    const figures = page.getByRole("list", { name: "Your calls" });
    const week = figures.getByRole("listitem").filter({ hasText: "Last 7 days" });
    await week.getByRole("link", { name: "1 missed" }).click();
    await page.waitForURL(/outcome=missed/);
    const rows = page.getByRole("table", { name: "Calls" }).getByRole("row");
    await expect.poll(() => rows.count()).toBe(2);
    await figures.getByText("1 missed").waitFor();

    const manager = await openAs(tenant.manager, "/calls?period=today");
    await manager.getByRole("list", { name: "Everyone's calls" }).waitFor();
    await manager.getByRole("link", { name: "By person" }).click();
    const people = manager.getByRole("table", { name: "Calls by person, Today" });
    const rae = people.getByRole("row").filter({ hasText: "Rae Rep" });
    await expect.poll(() => rae.textContent()).toContain("50 %");
    await rae.getByRole("link", { name: "Rae Rep" }).click();
    await manager.getByRole("list", { name: "Calls of Rae Rep" }).waitFor();
  });
});
