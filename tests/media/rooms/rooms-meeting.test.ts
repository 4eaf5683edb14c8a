import { beforeEach, expect, test } from "vitest";
import { expectComplaint, withBrowser } from "@/tests/support/browser";
import { barOf, button, withTone } from "@/tests/support/browser-phone";
import {
  choosesToMeet,
  heardInRoom,
  inRoom,
  type RoomCompany,
  roomCompany,
} from "@/tests/support/browser-rooms";
import { onlyCall } from "@/tests/telephony/calls/walk";

withBrowser(withTone());
// What a browser says of a room that has just ended, or that it has left, is refused.
beforeEach(() => expectComplaint(/40[39]/));

let company: RoomCompany;
beforeEach(async () => {
  company = await roomCompany();
});

test("three colleagues meet in a room without a telephone, hear each other, leave", async () => {
  const { tenant, online } = company;
  const rob = await online(tenant.rep2);
  const mo = await online(tenant.manager);
  const rae = await online(tenant.rep, "/settings/team");
  const dialog = await choosesToMeet(rae, "Rob Rep", "Mo Manager");
  await dialog.getByRole("button", { name: "Ring 2 colleagues" }).click();
  await barOf(rae)
    .getByText(/^Waiting for/)
    .waitFor();

  await barOf(rob).getByText("Rae Rep calls you into a meeting").waitFor();
  await expect.poll(() => rob.title()).toBe("☎ Rae Rep is calling");
  await button(rob, "Answer").click();
  await inRoom(rae).getByText("Rob Rep").waitFor();
  await barOf(mo).getByText("Rae Rep calls you into a meeting").waitFor();
  await button(mo, "Answer").click();
  for (const page of [rae, rob, mo]) {
    await expect.poll(() => inRoom(page).getByRole("listitem").allInnerTexts()).toHaveLength(3);
    await expect.poll(() => heardInRoom(page)).toBeGreaterThan(0.02);
  }

  await button(rob, "Mute").click();
  await inRoom(rae).getByText("· Muted").waitFor();
  await button(rob, "Leave").click();
  await expect.poll(() => inRoom(rae).getByRole("listitem").count()).toBe(2);
  await barOf(rae)
    .getByText(/^Meeting with/)
    .waitFor();
  await button(mo, "Hang up").click();
  await inRoom(rae).waitFor({ state: "hidden" });
  await expect.poll(async () => (await onlyCall(tenant)).status).toBe("completed");
  expect(await onlyCall(tenant)).toMatchObject({ direction: "internal", outcome: "connected" });
});
