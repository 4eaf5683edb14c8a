import type { Page, Request } from "playwright";
import { beforeAll, describe, expect, test } from "vitest";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

withBrowser();

let tenant: TestTenant;
let contactId: string;
beforeAll(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
  const { data } = await tenant.rep.db
    .from("contacts")
    .insert({ tenant_id: tenant.id, name: "Jane Doe" })
    .select("id")
    .single();
  contactId = data?.id ?? "";
});

const rename = (name: string) =>
  tenant.rep2.db.from("contacts").update({ name }).eq("id", contactId);

/** A page whose clock can be put forward, and when it asked the database about its broadcasts. */
async function openChecked() {
  const page = await openAs(tenant.rep);
  const checks: number[] = [];
  // What the page before asks does not count.
  await page.goto("about:blank");
  await page.clock.install();
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("check_broadcasts"))
      checks.push(Date.now());
  });
  return { page, checks };
}

const check = async (since?: number) =>
  (await tenant.rep.db.rpc("check_broadcasts", { since }).maybeSingle()).data;

const turn = (page: Page, state: DocumentVisibilityState) =>
  page.evaluate((to) => {
    Object.defineProperty(document, "visibilityState", { value: to, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);

describe("a page someone has open", () => {
  test("shows what a colleague changes, without reloading", async () => {
    const page = await openAs(tenant.rep, `/contacts/${contactId}`);
    const listening = new Promise((resolve) => {
      page.on("websocket", (socket) => socket.on("framereceived", resolve));
    });
    await page.reload();
    await listening;
    await rename("Jane Roe");
    await page.getByRole("heading", { name: "Jane Roe" }).waitFor();
  });

  // That it does not check sooner, and what counts as lost: components/live/*.test.ts.
  test("shows within a minute also what got lost on a connection that stands", async () => {
    const { page, checks } = await openChecked();
    let lost = 0;
    let sockets = 0;
    await page.routeWebSocket(/\/realtime\//, (socket) => {
      sockets += 1;
      const server = socket.connectToServer();
      server.onMessage((message) => {
        if (String(message).includes('"broadcast"')) lost += 1;
        else socket.send(message);
      });
    });
    // Having joined, the page refreshes once; only what changes after that can be missed.
    const isRefresh = (request: Request) => {
      const headers = request.headers();
      return checks.length > 0 && headers.rsc === "1" && !headers["next-router-prefetch"];
    };
    // Chromium may report an answer that has arrived as failed; then `finished()` never settles:
    // https://github.com/vercel/next.js/pull/93802
    const refreshed = Promise.race([
      page.waitForEvent("requestfinished", isRefresh),
      page.waitForEvent("requestfailed", isRefresh),
    ]);
    await page.goto(`/contacts/${contactId}`);
    await refreshed;
    const since = (await check())?.checked_at;
    await rename("Jane Moe");
    await expect.poll(() => lost).toBeGreaterThan(0);
    // The database's clock does not go faster: a check leaves its last two seconds to the next one.
    await expect.poll(async () => (await check(since))?.sent).toBeGreaterThan(0);
    await page.getByRole("heading", { name: "Jane Roe" }).waitFor();
    await page.clock.fastForward(60_000);
    await page.getByRole("heading", { name: "Jane Moe" }).waitFor();
    expect(sockets).toBe(1);
  });

  test("asks nothing while its tab is hidden, and at once when it is looked at again", async () => {
    const { page, checks } = await openChecked();
    await page.goto(`/contacts/${contactId}`);
    await expect.poll(() => checks.length).toBe(1);
    await turn(page, "hidden");
    await page.clock.fastForward(300_000);
    expect(checks).toHaveLength(1);
    await turn(page, "visible");
    await expect.poll(() => checks.length).toBe(2);
  });

  test("says so when the live connection is down, asks every few seconds, and recovers by itself", async () => {
    const page = await openAs(tenant.rep);
    let blocked = true;
    await page.routeWebSocket(/\/realtime\//, (socket) => {
      if (blocked) socket.close();
      else socket.connectToServer();
    });
    expectComplaint(/WebSocket/i);
    await page.goto(`/contacts/${contactId}`);
    const notice = page.getByText("Live updates are off, refreshing every few seconds");
    await notice.waitFor();
    await rename("Jane Poe");
    await page.getByRole("heading", { name: "Jane Poe" }).waitFor();
    blocked = false;
    await notice.waitFor({ state: "detached" });
    expect(await page.getByRole("heading", { name: "Jane Poe" }).count()).toBe(1);
  });
});
