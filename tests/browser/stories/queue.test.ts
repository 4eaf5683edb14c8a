import { expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { queueRoute, setAvailability } from "@/tests/telephony/calls/queued";
import { heard, publish } from "@/tests/telephony/calls/routed";
import { customer } from "@/tests/telephony/calls/walk";

withBrowser();

const another = "+12065550178";
const handset = (tenant: TestTenant, number: string) =>
  tenant.carrier.handset(tenant.accountSid, number);
const advance = (tenant: TestTenant, seconds: number) =>
  tenant.carrier.advance(tenant.accountSid, seconds);

test("two wait, one asks to be called back, and a manager sees both and takes one", async () => {
  const tenant = await makeTenant();
  const { rep, manager } = tenant;
  await setAvailability(tenant, rep, "away");
  await publish(tenant, queueRoute([rep.userId], { callback_key: "5" }));
  const page = await openAs(manager, "/queue");
  await page.getByRole("heading", { name: "Nobody is waiting" }).waitFor();

  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 3);
  const callers = page.getByRole("list", { name: "Callers in Sales" }).getByRole("listitem");
  await callers.filter({ hasText: "(206) 555-0177" }).getByText("Waiting").waitFor();
  await handset(tenant, another).dial(tenant.number);
  await advance(tenant, 3);
  expect(await heard(tenant, another)).toContain("You are number 2 in line.");
  await handset(tenant, customer).press("5");
  await advance(tenant, 10);
  await callers.filter({ hasText: "(206) 555-0177" }).getByText("To be called back").waitFor();
  expect(await callers.first().textContent()).toContain("555-0177");
  const people = page.getByRole("list", { name: "People" });
  await people.getByRole("listitem").filter({ hasText: rep.name }).getByText("Away").waitFor();

  await page.getByRole("button", { name: "Take (206) 555-0178" }).click();
  await callers.filter({ hasText: `Ringing ${manager.name}` }).waitFor();
  await advance(tenant, 4);
  await handset(tenant, manager.phone).answer();
  await advance(tenant, 2);
  expect(await heard(tenant, manager.phone)).toContain("Call for Sales from");
  await handset(tenant, manager.phone).press("1");
  await advance(tenant, 5);
  await expect.poll(() => callers.count()).toBe(1);
  await people.getByText("On a call").waitFor();
  await handset(tenant, another).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  const { data } = await manager.db.from("calls").select("outcome, user_id").order("created_at");
  expect(data).toEqual([
    { outcome: "callback", user_id: null },
    { outcome: "connected", user_id: manager.userId },
  ]);
});
