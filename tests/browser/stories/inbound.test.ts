import type { Page } from "playwright";
import { beforeEach, describe, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { openAs, withBrowser } from "@/tests/support/browser";
import { plantJane } from "@/tests/support/jane";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { customer, onlyCall, ringInVain } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const barOf = (page: Page) => page.getByRole("region", { name: "Current call" });
const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);

describe("a customer dials the company's number", () => {
  test("the rep takes it on their phone; the unknown caller becomes a contact that keeps its calls", async () => {
    const page = await openAs(tenant.rep, "/calls");
    await handset(customer).dial(tenant.number);
    await advance(10);
    const bar = barOf(page);
    await bar.getByText(/\(206\) 555-0177/).waitFor();

    await handset(tenant.rep.phone).answer();
    await advance(2);
    await handset(tenant.rep.phone).press("1");
    await advance(20);
    await bar.getByText(/^Talking with/).waitFor();
    await handset(tenant.rep.phone).hangup();
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await bar.getByText(/^Call with .* ended/).waitFor();

    const call = await onlyCall(tenant);
    await page.goto(`/calls/${call.id}`);
    await page.getByRole("link", { name: /create contact/i }).click();
    await page.getByLabel("Name", { exact: true }).fill("Jane Doe");
    await page.getByRole("button", { name: /save|create|add contact/i }).click();
    await page.waitForURL(/\/contacts\/[0-9a-f-]{36}$/);
    const main = page.getByRole("main");
    await main.getByText("Jane Doe called").waitFor();
    await main.getByRole("button", { name: /play/i }).waitFor();
    expect((await onlyCall(tenant)).contact_id).toBe(page.url().split("/").at(-1));
  });

  test("a number of several contacts asks which one it is; the call is theirs then", async () => {
    for (const name of ["Jane Doe", "John Doe"]) {
      const contact = { tenant_id: tenant.id, name };
      const { id } = await given(
        tenant.rep.db.from("contacts").insert(contact).select("id").single(),
      );
      const phone = { tenant_id: tenant.id, contact_id: id, phone: customer };
      await given(tenant.rep.db.from("contact_phones").insert(phone).select("id"));
    }
    const page = await openAs(tenant.rep, "/calls");
    await handset(customer).dial(tenant.number);
    await advance(10);
    const bar = barOf(page);
    await bar.getByRole("button", { name: "Which contact is this?" }).click();
    await page.getByRole("menuitem", { name: "John Doe" }).click();
    await bar.getByText(/Incoming call from John Doe/).waitFor();
    await handset(customer).hangup();
    await tenant.carrier.runUntilIdle(tenant.accountSid);

    const call = await onlyCall(tenant);
    await page.goto(`/calls/${call.id}`);
    const main = page.getByRole("main");
    await main.getByRole("heading", { name: "John Doe" }).waitFor();
    await main.getByRole("button", { name: "Choose Jane Doe" }).click();
    await main.getByRole("heading", { name: "Jane Doe" }).waitFor();
  });

  test("the call's page says what the caller's carrier has signed", async () => {
    await handset(customer).dial(tenant.number, { stirVerstat: "TN-Validation-Passed-A" });
    await advance(8);
    await handset(customer).hangup();
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    const page = await openAs(tenant.manager, `/calls/${(await onlyCall(tenant)).id}`);
    await page.getByText("Technical details").click();
    await page.getByText("Verified: the carrier knows the caller").waitFor();
  });

  test("nobody accepts: one missed call, in the log at once", async () => {
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, {
      behaviour: "no-answer",
    });
    const page = await openAs(tenant.manager, "/calls");
    await page.getByText(/no calls/i).waitFor();
    await ringInVain(tenant);
    const missed = page.getByRole("main").getByText("Missed", { exact: true });
    await missed.locator("visible=true").first().waitFor();
    await page.getByText("(206) 555-0177").locator("visible=true").first().waitFor();
  });
});

describe("a call that comes in", () => {
  test("is in the tab's title while it rings; declined, the caller hears that nobody can talk", async () => {
    await plantJane(tenant);
    const page = await openAs(tenant.rep);
    await handset(customer).dial(tenant.number);
    await advance(10);
    await barOf(page).getByText("Incoming call from Jane Doe").waitFor();
    await expect.poll(() => page.title()).toBe("☎ Jane Doe is calling");
    await handset(customer).speak(0);
    await barOf(page).getByRole("button", { name: "Decline" }).click();
    await expect.poll(() => handset(customer).state()).toMatchObject({ state: "in-call" });
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await barOf(page).getByText("Missed call from Jane Doe").waitFor();
    await expect.poll(() => page.title()).toMatch(/^Contacts/);
    expect((await onlyCall(tenant)).outcome).toBe("missed");
    const log = JSON.stringify(await tenant.carrier.log(tenant.accountSid));
    expect(log).toContain("nobody can take your call");
  });

  test("is heard and notified of on a device that chose so, until it is declined; else neither", async () => {
    const jane = await plantJane(tenant);
    const note = { tenant_id: tenant.id, contact_id: jane, body: "Wants a second offer" };
    await given(tenant.rep.db.from("notes").insert(note).select("id"));
    await publish(tenant, routeOf(tenant, true, [tenant.rep.userId]));
    const page = await openAs(tenant.rep, "/settings/notifications", (opened) =>
      opened.addInitScript(keepNotices),
    );
    await page.getByLabel("Show incoming calls").click();
    await page.getByLabel("Play a sound", { exact: true }).click();
    await handset(customer).dial(tenant.number);
    await advance(12);
    const bar = barOf(page);
    await bar.getByText("Incoming call from Jane Doe").waitFor();
    await bar.getByText("For Everyone").waitFor();
    await bar.getByText("“Wants a second offer” Rae Rep").waitFor();
    const shown = [{ title: "Incoming call from Jane Doe", isOpen: true }];
    await expect.poll(() => noticesIn(page)).toEqual({ shown, rings: 1 });
    await bar.getByRole("button", { name: "Decline" }).click();
    const closed = [{ title: "Incoming call from Jane Doe", isOpen: false }];
    await expect.poll(() => noticesIn(page)).toEqual({ shown: closed, rings: 0 });
    await expect.poll(() => handset(tenant.rep.phone).state()).toMatchObject({ state: "idle" });
    await handset(customer).hangup();
    await tenant.carrier.runUntilIdle(tenant.accountSid);

    await page.getByLabel("Show incoming calls").click();
    await page.getByLabel("Play a sound", { exact: true }).click();
    await handset(customer).dial(tenant.number);
    await advance(12);
    await bar.getByText("Incoming call from Jane Doe").waitFor();
    await bar.getByRole("button", { name: "Send to voicemail" }).click();
    await bar.waitFor({ state: "hidden" });
    expect(await noticesIn(page)).toEqual({ shown: closed, rings: 0 });
    await expect.poll(() => handset(tenant.rep.phone).state()).toMatchObject({ state: "idle" });
    await advance(4);
    await handset(customer).speak(10);
    await advance(12);
    await handset(customer).hangup();
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    const { data } = await tenant.rep.db.from("voicemails").select("mailbox_id");
    expect(data).toEqual([{ mailbox_id: tenant.rep.userId }]);
  });

  test("from an unknown number offers to add it, with the number filled in", async () => {
    const page = await openAs(tenant.rep);
    await handset(customer).dial(tenant.number);
    await advance(10);
    await barOf(page).getByRole("link", { name: "Add contact" }).click();
    await page.waitForURL("**/contacts/new?phone=*");
    expect(await page.getByLabel("Number 1", { exact: true }).inputValue()).toBe("(206) 555-0177");
    await barOf(page)
      .getByText(/^Incoming call from/)
      .waitFor();

    // Who shows no number can be neither added nor called.
    await handset(customer).hangup();
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await barOf(page).getByRole("button", { name: "Done" }).click();
    await handset(customer).dial(tenant.number, { callerId: "anonymous" });
    await advance(10);
    await barOf(page).getByText("Incoming call from Private number").waitFor();
    await barOf(page).getByText("The caller doesn't show their number").waitFor();
    expect(await barOf(page).getByRole("link", { name: "Add contact" }).count()).toBe(0);
  });
});

/** Keeps what a page that nobody looks at shows and plays. */
function keepNotices(): void {
  const shown: { title: string; isOpen: boolean }[] = [];
  const contexts: AudioContext[] = [];
  document.hasFocus = () => false;
  const Native = window.AudioContext;
  window.AudioContext = class extends Native {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }
  };
  class Shown {
    static permission = "granted";
    static requestPermission = async () => "granted";
    one: (typeof shown)[number];
    constructor(title: string) {
      this.one = { title, isOpen: true };
      shown.push(this.one);
    }
    close() {
      this.one.isOpen = false;
    }
  }
  Object.assign(window, { Notification: Shown, notices: { shown, contexts } });
}

/** The notifications of a page, and how many rings it plays. */
function noticesIn(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const { shown, contexts } = Reflect.get(window, "notices");
    const playing = contexts.filter(({ state }: AudioContext) => state !== "closed");
    return { shown, rings: playing.length };
  });
}
