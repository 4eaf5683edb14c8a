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

  test("shows within seconds also what got lost on a connection that stands", async () => {
    const page = await openAs(tenant.rep);
    let lost = 0;
    await page.routeWebSocket(/\/realtime\//, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        if (String(message).includes('"broadcast"')) lost += 1;
        else socket.send(message);
      });
    });
    await page.goto(`/contacts/${contactId}`);
    // Asked only by a page that has joined.
    await page.waitForResponse((response) => response.url().includes("broadcast_lately"));
    await rename("Jane Moe");
    await page.getByRole("heading", { name: "Jane Moe" }).waitFor();
    await expect.poll(() => lost).toBeGreaterThan(0);
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
    await notice.waitFor({ state: "detached", timeout: 30_000 });
    expect(await page.getByRole("heading", { name: "Jane Poe" }).count()).toBe(1);
  });
});
