import { beforeEach, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { openAs, withBrowser } from "@/tests/support/browser";
import { barOf, button, talking } from "@/tests/support/browser-phone";
import { plantJane } from "@/tests/support/jane";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callOf } from "@/tests/telephony/calls/talking";
import { callRow, customer } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
let on: ReturnType<typeof callOf>;
beforeEach(async () => {
  tenant = await makeTenant();
  on = callOf(tenant);
  await plantJane(tenant);
});

test("a rep on their own phone puts the customer on hold by the page, and takes them back", async () => {
  const call = await on.callOut();
  const page = await openAs(tenant.rep, "/contacts");
  await talking(page).waitFor();
  await button(page, "Hold").click();
  await barOf(page)
    .getByText(/^Jane Doe is on hold/)
    .waitFor();
  await on.advance(5);
  expect(await on.hears(customer)).toContain("waiting.wav");
  await button(page, "Resume call").click();
  await on.advance(3);
  await talking(page).waitFor();
  await on.handset(customer).hangup();
  await on.advance(3);
  await barOf(page)
    .getByText(/^Call with Jane Doe ended/)
    .waitFor();
  await page.goto(`/calls/${call}`);
  await page.getByText("put the customer on hold").first().waitFor();
});

test("a call is handed over after the two have talked; the colleague then has it in their bar", async () => {
  const call = await on.callIn();
  await on.takesCalls(tenant.rep2);
  const page = await openAs(tenant.rep, "/contacts");
  const rob = await openAs(tenant.rep2, "/contacts");
  await button(page, "Transfer").click();
  await page.getByRole("textbox", { name: "Transfer to" }).fill("Rob");
  await button(page, "Ask first: Rob Rep").click();
  await barOf(page).getByText("Ringing Rob Rep. The customer hears music.").waitFor();
  await on.advance(12);
  await barOf(page).getByText("You're talking with Rob Rep. The customer hears music.").waitFor();
  await barOf(rob).getByText("You are being asked to take this call.").waitFor();
  await button(page, "Hand over").click();
  await on.advance(5);
  await talking(rob).waitFor();
  await barOf(page).waitFor({ state: "hidden" });
  // Free for the next call, while the customer talks on.
  expect((await tenant.rep.db.rpc("me")).data).toMatchObject({ on_call: false });
  expect((await tenant.rep2.db.rpc("me")).data).toMatchObject({ on_call: true });
  await button(rob, "Hang up").click();
  await expect.poll(() => on.state(customer)).toBe("idle");
  await on.advance(3);
  expect(await callRow(tenant, call)).toMatchObject({ outcome: "connected" });
});

test("a colleague who is away is offered by their voicemail; a number is called at once", async () => {
  await on.callOut();
  await given(
    tenant.rep2.db
      .from("availability")
      .insert({ tenant_id: tenant.id, user_id: tenant.rep2.userId, state: "offline" })
      .select("user_id"),
  );
  const outside = "+12065550188";
  await tenant.carrier.scriptHandset(tenant.accountSid, outside, {
    ...{ behaviour: "answers", afterSeconds: 3 },
  });
  const page = await openAs(tenant.rep, "/contacts");
  await button(page, "Transfer").click();
  await button(page, "Transfer to the voicemail of Rob Rep").waitFor();
  await page.getByRole("textbox", { name: "Transfer to" }).fill("(206) 555-0188");
  await button(page, "Transfer to (206) 555-0188 now").click();
  await expect
    .poll(async () => {
      await on.advance(1);
      return on.state(outside);
    })
    .toBe("in-call");
  expect(await on.state(tenant.rep.phone)).toBe("idle");
});
