import type { Page } from "playwright";
import { beforeEach, describe, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, ringInVain } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
  await repAnswers("no-answer");
});

const repAnswers = (behaviour: "no-answer" | "busy") =>
  tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, { behaviour });
const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const idle = () => tenant.carrier.runUntilIdle(tenant.accountSid);

const missCall = (callerId?: string) =>
  ringInVain(tenant, customer, callerId ? { callerId } : undefined);

async function addJane() {
  const contact = { tenant_id: tenant.id, name: "Jane Doe", owner_id: tenant.rep2.userId };
  const { data } = await tenant.rep.db.from("contacts").insert(contact).select("id").single();
  const phone = { tenant_id: tenant.id, contact_id: data?.id ?? "", phone: customer };
  await tenant.rep.db.from("contact_phones").insert(phone);
}

const rowsOf = (page: Page) => page.getByRole("table", { name: "Missed callers" }).getByRole("row");
const rowOf = (page: Page, caller: string | RegExp) => rowsOf(page).filter({ hasText: caller });
const count = (page: Page) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Missed/ });

describe("a caller whom nobody took", () => {
  test("is one line however often they rang; calling back from it closes it, and says who did", async () => {
    await addJane();
    const page = await openAs(tenant.rep, "/missed");
    await page.getByRole("heading", { name: "Nobody to call back" }).waitFor();
    await missCall();
    await rowOf(page, "Jane Doe").waitFor();
    await missCall();
    await rowOf(page, "Jane Doe").getByText("2 missed calls").waitFor();
    // Its head, and one line.
    expect(await rowsOf(page).count()).toBe(2);
    await expect.poll(() => count(page).textContent()).toMatch(/Missed\s*1/);

    await everyoneAnswers(tenant);
    await rowOf(page, "Jane Doe")
      .getByRole("button", { name: /^Call Jane Doe on/ })
      .click();
    await page
      .getByRole("region", { name: "Current call" })
      .getByText(/to call Jane Doe|Calling Jane Doe/)
      .waitFor();
    await tenant.carrier.advance(tenant.accountSid, 30);
    await page.getByRole("heading", { name: "Nobody to call back" }).waitFor();
    await handset(customer).hangup();
    await idle();
    await expect.poll(() => count(page).textContent()).toBe("Missed");

    const colleague = await openAs(tenant.rep2, "/missed?done=1");
    const line = rowOf(colleague, "Jane Doe");
    await line.getByRole("link", { name: /^Called back by Rae Rep, Today, / }).waitFor();

    await repAnswers("no-answer");
    await missCall();
    await colleague.getByRole("link", { name: "To call back" }).click();
    await colleague.waitForURL(/\/missed$/);
    await rowOf(colleague, "Jane Doe").waitFor();
    await expect
      .poll(() => rowOf(colleague, "Jane Doe").textContent())
      .not.toMatch(/missed calls|Called back/);
  });

  test("who gets through later is off the list, with who took it", async () => {
    await missCall();
    await everyoneAnswers(tenant);
    await handset(customer).dial(tenant.number);
    await tenant.carrier.advance(tenant.accountSid, 40);
    await handset(customer).hangup();
    await idle();
    const page = await openAs(tenant.manager, "/missed?done=1");
    await rowOf(page, "(206) 555-0177")
      .getByText(/^Got through to Rae Rep, /)
      .waitFor();
  });

  test("is claimed by one of two who click at once; the other reads who has it", async () => {
    await missCall();
    const [rae, rob] = await Promise.all([
      openAs(tenant.rep, "/missed"),
      openAs(tenant.rep2, "/missed"),
    ]);
    // Neither page hears of the other's click before its own.
    await rob.route("**/realtime/**", (route) => route.abort());
    const claim = (page: Page) => page.getByRole("button", { name: /^Claim / }).click();
    await Promise.all([claim(rae), claim(rob)]);
    const has = (page: Page, words: string) => page.getByRole("main").getByText(words).first();
    const won = await Promise.race([
      has(rae, "You are on it")
        .waitFor()
        .then(() => "rae"),
      has(rob, "You are on it")
        .waitFor()
        .then(() => "rob"),
    ]);
    const [loser, name] = won === "rae" ? [rob, "Rae Rep"] : [rae, "Rob Rep"];
    await has(loser, `${name} is on it`).waitFor();
    const winner = won === "rae" ? rae : rob;
    await winner.getByRole("button", { name: /^Release / }).click();
    await winner.getByRole("button", { name: /^Claim / }).waitFor();
    const { data } = await tenant.rep.db.from("missed_callers").select("claimed_by, claimed_at");
    expect(data).toEqual([{ claimed_by: null, claimed_at: null }]);
  });

  test("is dismissed with a reason, opened again, and comes back by ringing again", async () => {
    await missCall();
    const page = await openAs(tenant.rep2, "/missed");
    const dismiss = async (reason: string, note?: string) => {
      await page.getByRole("button", { name: /^Dismiss / }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Reason").selectOption(reason);
      if (note) await dialog.getByLabel("Note").fill(note);
      await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
    };
    await dismiss("Other");
    await page.getByText("Write a word about why").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await dismiss("Spam", "Solar leads again");
    await page.getByRole("heading", { name: "Nobody to call back" }).waitFor();
    await page.getByRole("link", { name: "Done", exact: true }).click();
    await page.getByText(/^Dismissed by you: Spam, Solar leads again, /).waitFor();
    await page.getByRole("button", { name: /^Reopen / }).click();
    await page.getByRole("link", { name: "To call back" }).click();
    await rowOf(page, "(206) 555-0177").waitFor();

    await dismiss("Called elsewhere");
    await page.getByRole("heading", { name: "Nobody to call back" }).waitFor();
    await missCall();
    await rowOf(page, "(206) 555-0177").waitFor();
    await expect.poll(() => count(page).textContent()).toMatch(/Missed\s*1/);
  });

  test("without a number has a line for each call, and no phone icon", async () => {
    await missCall("anonymous");
    await missCall("anonymous");
    const page = await openAs(tenant.rep, "/missed");
    await rowOf(page, "Private number").nth(1).waitFor();
    expect(await rowOf(page, "Private number").count()).toBe(2);
    const main = page.getByRole("main");
    expect(await main.getByRole("button", { name: /^Call / }).count()).toBe(0);
    expect(await main.getByRole("button", { name: /^Claim / }).count()).toBe(0);
  });

  test("while the rep was on another call, the rep reads so", async () => {
    await everyoneAnswers(tenant);
    await handset("+12065550188").dial(tenant.number);
    await tenant.carrier.advance(tenant.accountSid, 30);
    await handset(customer).dial(tenant.number);
    await tenant.carrier.advance(tenant.accountSid, 1);
    await handset(customer).speak(0);
    await tenant.carrier.advance(tenant.accountSid, 60);
    const page = await openAs(tenant.rep, "/missed");
    await rowOf(page, "(206) 555-0177").getByText("You were on a call").waitFor();
    const manager = await openAs(tenant.manager, "/missed");
    await rowOf(manager, "(206) 555-0177").getByText("Rae Rep was on a call").waitFor();
  });

  test("is mine when it rang me, when I own the contact, or when I claimed it", async () => {
    await addJane();
    await missCall();
    await missCall("+12065550188");
    const shown = async (page: Page) => {
      await page.getByRole("link", { name: "Mine", exact: true }).click();
      await page.waitForURL(/mine=1/);
      return async () => [
        await rowOf(page, "Jane Doe").count(),
        await rowOf(page, "(206) 555-0188").count(),
      ];
    };
    const manager = await openAs(tenant.manager, "/missed");
    await manager.getByRole("button", { name: "Claim (206) 555-0188" }).click();
    await manager.getByText("You are on it").waitFor();
    await expect.poll(await shown(await openAs(tenant.rep, "/missed"))).toEqual([1, 1]);
    await expect.poll(await shown(await openAs(tenant.rep2, "/missed"))).toEqual([1, 0]);
    await expect.poll(await shown(manager)).toEqual([0, 1]);
  });
});
