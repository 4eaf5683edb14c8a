import { beforeAll, describe, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";

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
  await carrier.handset(accountSid, customer).dial(tenant.number);
  await carrier.runUntilIdle(accountSid);
});

describe("a manager", () => {
  test("reads the log newest first, narrows it, and opens a call: both phones, its events with the raw webhook, the recording", async () => {
    const page = await openAs(tenant.manager, "/calls");
    const main = page.getByRole("main");
    const calls = main.locator("a[href^='/calls/']");
    await expect.poll(() => calls.count()).toBe(2);
    await page.getByLabel("Direction").selectOption({ label: "Outbound" });
    await page.getByRole("button", { name: "Apply" }).click();
    await expect.poll(() => calls.count()).toBe(1);

    await calls.first().click();
    await page.waitForURL(/\/calls\/[0-9a-f-]{36}$/);
    await main.getByText("Rae Rep").first().waitFor();
    await main.getByText(/^Rep · /).waitFor();
    await main
      .getByText(/^Customer/)
      .first()
      .waitFor();
    const events = main.locator("details");
    expect(await events.count()).toBeGreaterThan(10);
    const sentences = await events.locator("summary").allTextContents();
    expect(sentences.join()).toContain("The phone icon was clicked");
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
    expect(await main.locator("details").count()).toBe(0);
    expect(await main.getByRole("button", { name: /play/i }).count()).toBe(0);
    expect(await main.getByText(tenant.rep.phone.slice(-4)).count()).toBe(0);
  });
});
