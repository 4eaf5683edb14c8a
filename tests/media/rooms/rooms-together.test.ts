import { beforeEach, expect, test } from "vitest";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { barOf, button, withTone } from "@/tests/support/browser-phone";
import { heardInRoom, inRoom, type RoomCompany, roomCompany } from "@/tests/support/browser-rooms";
import { onlyCall } from "@/tests/telephony/calls/walk";

withBrowser(withTone());
// What a browser says of a room that has just ended, or that it has left, is refused.
beforeEach(() => expectComplaint(/40[39]/));

let company: RoomCompany;
beforeEach(async () => {
  company = await roomCompany();
});

test("a colleague who is invited talks along; the call goes on when one leaves", async () => {
  const { tenant, online, takes, caller } = company;
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
  await button(rob, "Hang up").click();
  await expect.poll(async () => (await caller.state()).state).toBe("idle");
});

test("a manager listens to a call unseen, by its page", async () => {
  const { tenant, online, takes } = company;
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
});
