import { beforeEach, expect, test } from "vitest";
import { expectComplaint, withBrowser } from "@/tests/support/browser";
import { barOf, button, withTone } from "@/tests/support/browser-phone";
import { roomCompany } from "@/tests/support/browser-rooms";
import { onlyCall } from "@/tests/telephony/calls/walk";

withBrowser(withTone());
// What a browser says of a room that has just ended, or that it has left, is refused.
beforeEach(() => expectComplaint(/40[39]/));

test("nobody speaks: a countdown, which speech stops, and silence ends the call", async () => {
  const { tenant, online, takes, caller, advance, customersEars } = await roomCompany({
    silenceSeconds: 8,
  });
  const page = await online(tenant.rep);
  await takes(page);
  using ears = await customersEars();
  // Without it, a handset that is silent for a moment says its tone again.
  await caller.speak(1);
  await advance(2);
  ears.speak(0);
  await button(page, "Mute").click();
  const warning = page.getByText(/^Nobody is speaking\. The call ends in \d s\.$/);
  await warning.waitFor();
  ears.speak(600);
  await warning.waitFor({ state: "hidden" });
  ears.speak(0);
  await warning.waitFor();
  await barOf(page)
    .getByText(/^Call with Jane Doe ended/)
    .waitFor();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await page.goto(`/calls/${(await onlyCall(tenant)).id}`);
  await page.getByText("Nobody spoke, so the call ended by itself.", { exact: true }).waitFor();
  expect(await onlyCall(tenant)).toMatchObject({ outcome: "connected" });
});
