import type { Page } from "playwright";
import { beforeEach, expect, test } from "vitest";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { barOf, button, withTone } from "@/tests/support/browser-phone";
import { heardInRoom, inRoom, type RoomCompany, roomCompany } from "@/tests/support/browser-rooms";
import { onlyCall } from "@/tests/telephony/calls/walk";

withBrowser(withTone());
// What a browser says of a room that has just ended, or that it has left, is refused.
beforeEach(() => expectComplaint(/40[39]/));

/** The page is gone without a word to anybody. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  page.goto("chrome://crash").catch(() => {});
  await crashed;
}

let company: RoomCompany;
beforeEach(async () => {
  company = await roomCompany();
});

/** A lost browser has 15 s to come back, and is then looked for once more, 4 s later. */
const maxAloneSeconds = 20;

test("an invited colleague talks along, stays when one leaves, and crashes: it ends", async () => {
  const { tenant, online, takes, caller, secondsUntilIdle } = company;
  const rae = await online(tenant.rep);
  await takes(rae);
  const rob = await online(tenant.rep2);
  await button(rae, "Invite").click();
  await rae.getByRole("textbox", { name: "Invite to the room" }).fill("Rob");
  await button(rae, "Invite Rob Rep").click();
  await barOf(rae).getByText("· Ringing…").waitFor();
  await barOf(rob).getByText("Rae Rep asks you to join the call with Jane Doe").waitFor();
  await button(rob, "Answer").click();
  await inRoom(rae).getByText("Rob Rep").waitFor();
  await inRoom(rob).getByText("Jane Doe").waitFor();
  await expect.poll(() => heardInRoom(rob)).toBeGreaterThan(0.02);

  await button(rae, "Leave").click();
  await inRoom(rae).waitFor({ state: "hidden" });
  expect((await caller.state()).state).toBe("in-call");
  await crash(rob);
  expect(await secondsUntilIdle()).toBeLessThanOrEqual(maxAloneSeconds);
  expect(await onlyCall(tenant)).toMatchObject({ outcome: "connected" });
});

test("a manager listens unseen, a colleague is notified; the rep closes the tab: it ends", async () => {
  const { tenant, online, takes, secondsUntilIdle } = company;
  const rae = await online(tenant.rep);
  await takes(rae);
  const { id } = await onlyCall(tenant);
  const mo = await online(tenant.manager, `/calls/${id}`);
  await button(mo, "Listen").click();
  await mo.getByText("You're listening. Nobody hears or sees you.").waitFor();
  await expect.poll(() => heardInRoom(mo)).toBeGreaterThan(0.02);
  expect(await inRoom(rae).getByRole("listitem").count()).toBe(2);
  const ada = await openAs(tenant.admin, "/settings/audit-log");
  await ada
    .getByText(/listened to a call of Rae Rep/)
    .first()
    .waitFor();

  await button(rae, "Invite").click();
  await rae.getByRole("textbox", { name: "Invite to the room" }).fill("Rob");
  await button(rae, "Invite Rob Rep").click();
  await rae.getByText(/^Rob Rep's desk isn't open, so nothing rings there\. /).waitFor();
  await button(rae, "Copy link to this call").waitFor();
  const rob = await openAs(tenant.rep2, "/notifications");
  await rob.getByRole("link", { name: /Rae Rep asked you to join the call with Jane Doe/ }).click();
  await rob.waitForURL(`**/calls/${id}`);
  await button(rob, "Join").waitFor();

  await rae.close();
  expect(await secondsUntilIdle()).toBeLessThanOrEqual(maxAloneSeconds);
  await mo.getByText("Everybody of the company had left.", { exact: true }).waitFor();
});
