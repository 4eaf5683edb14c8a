import type { Page } from "playwright";
import { beforeEach, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { barOf, button } from "@/tests/support/browser-phone";
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

/** What is on the page once the carrier's clock has gone on. */
const comes = (text: ReturnType<Page["getByText"]>) =>
  expect
    .poll(
      async () => {
        await on.advance(1);
        return await text.isVisible();
      },
      { interval: 500 },
    )
    .toBe(true);

test("a manager listens from the list, whispers, joins and takes over; the rep sees it", async () => {
  const call = await on.callOut();
  await on.takesCalls(tenant.manager);
  const rep = await openAs(tenant.rep, "/contacts");
  const manager = await openAs(tenant.manager, "/calls");
  await button(manager, "Listen to this call").click();
  const bar = barOf(manager);
  await bar.getByText("Ringing you. Pick up to listen.").waitFor();
  await on.advance(8);
  await bar.getByText("You're listening to Rae Rep. Nobody hears you.").waitFor();
  await bar.getByText("Rae Rep with Jane Doe").waitFor();
  await barOf(rep).getByText("Mo Manager is listening.").waitFor();
  await button(manager, "Whisper").click();
  await bar.getByText("Only Rae Rep hears you.").waitFor();
  await on.advance(2);
  await barOf(rep).getByText("Mo Manager is listening. Only you hear them.").waitFor();
  await button(manager, "Join").click();
  await barOf(rep).getByText("Mo Manager is on the call. Everybody hears them.").waitFor();
  await on.advance(5);
  await button(manager, "Take over").click();
  await comes(bar.getByText(/^Talking with Jane Doe/));
  await barOf(rep).waitFor({ state: "hidden" });
  await expect.poll(() => on.state(tenant.rep.phone)).toBe("idle");
  await button(manager, "Hang up").click();
  await expect.poll(() => on.state(customer)).toBe("idle");
  await on.advance(3);
  await manager.goto(`/calls/${call}`);
  await manager.getByText("Mo Manager took the call over").waitFor();
  expect(await callRow(tenant, call)).toMatchObject({ outcome: "connected" });
});

test("from the call's page; nothing of it is offered to reps", async () => {
  const call = await on.callIn();
  const other = await openAs(tenant.rep2, `/calls/${call}`);
  await other.getByRole("heading", { name: "Jane Doe" }).waitFor();
  expect(await button(other, "Whisper").count()).toBe(0);
  await on.takesCalls(tenant.admin);
  const page = await openAs(tenant.admin, `/calls/${call}`);
  await button(page, "Whisper").first().click();
  await comes(barOf(page).getByText("Only Rae Rep hears you."));
  await on.handset(customer).hangup();
  await on.advance(3);
  await barOf(page).waitFor({ state: "hidden" });
});

test("a colleague and a number are added; one is muted and removed", async () => {
  await on.callOut();
  await on.takesCalls(tenant.rep2);
  const outside = "+12065550188";
  await tenant.carrier.scriptHandset(tenant.accountSid, outside, {
    ...{ behaviour: "answers", afterSeconds: 3 },
  });
  const page = await openAs(tenant.rep, "/contacts");
  const bar = barOf(page);
  const here = bar.getByRole("list", { name: "On this call" });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("textbox", { name: "Add to the call" }).fill("Rob");
  await button(page, "Add Rob Rep").click();
  await here.getByText("· Ringing").waitFor();
  await comes(button(page, "Mute Rob Rep"));
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("textbox", { name: "Add to the call" }).fill("(206) 555-0188");
  await button(page, "Add (206) 555-0188").click();
  await comes(button(page, "Mute (206) 555-0188"));
  expect(await here.getByRole("listitem").count()).toBe(4);
  await button(page, "Mute Rob Rep").click();
  await here.getByText("· Muted").waitFor();
  await button(page, "Remove Rob Rep").click();
  await expect.poll(() => here.getByRole("listitem").count()).toBe(3);
  expect(await on.state(tenant.rep2.phone)).toBe("idle");
});
