import { beforeEach, expect, test } from "vitest";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import {
  barOf,
  button,
  keysPressed,
  microphoneHertz,
  volumesIn,
  withTone,
} from "@/tests/support/browser-phone";
import { heardInRoom, inRoom, type RoomCompany, roomCompany } from "@/tests/support/browser-rooms";
import { onlyCall } from "@/tests/telephony/calls/walk";

withBrowser(withTone());
// What a browser says of a room that has just ended, or that it has left, is refused.
beforeEach(() => expectComplaint(/40[39]/));

let company: RoomCompany;
beforeEach(async () => {
  company = await roomCompany();
});

const customersHertz = 600;
const idle = () => expect.poll(async () => (await company.caller.state()).state).toBe("idle");

test("a call in a room is answered, heard both ways, sent keys, muted, silenced and ended", async () => {
  const { tenant, online, takes, customersEars } = company;
  const page = await online(tenant.rep);
  await takes(page);
  await barOf(page).getByText("Connected", { exact: true }).waitFor();
  await inRoom(page).getByText("Jane Doe").waitFor();
  using ears = await customersEars();
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeGreaterThan(0.02);
  ears.speak(customersHertz);
  await expect.poll(() => heardInRoom(page)).toBeGreaterThan(0.02);

  await button(page, "Keypad").click();
  await page.getByRole("textbox", { name: "Keys sent" }).fill("4#");
  await expect.poll(() => keysPressed(tenant)).toEqual(["4", "#"]);
  await page.keyboard.press("Escape");

  await button(page, "Mute").click();
  await inRoom(page).getByText("· Muted").waitFor();
  await expect.poll(() => ears.level()).toBeLessThan(0.002);
  await button(page, "Muted").click();
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeGreaterThan(0.02);

  await button(page, "Speaker off").click();
  await button(page, "Speaker is off").waitFor();
  expect(await volumesIn(page)).toEqual([0]);
  await button(page, "Speaker is off").click();
  expect(await volumesIn(page)).toEqual([1]);
  await button(page, "Sound").click();
  await page.getByLabel("Volume of the other side").fill("35");
  await expect.poll(() => volumesIn(page)).toEqual([0.35]);
  await page.keyboard.press("Escape");

  await button(page, "Hang up").click();
  await idle();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await barOf(page)
    .getByText(/^Call with Jane Doe ended/)
    .waitFor();
  const call = await onlyCall(tenant);
  expect(call).toMatchObject({ outcome: "connected", user_id: tenant.rep.userId });
});

test("the caller hangs up: the room is over, and the call's page says so", async () => {
  const { tenant, online, takes, caller } = company;
  const page = await online(tenant.rep);
  await takes(page);
  await caller.hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await barOf(page)
    .getByText(/^Call with Jane Doe ended/)
    .waitFor();
  await inRoom(page).waitFor({ state: "hidden" });
  await page.goto(`/calls/${(await onlyCall(tenant)).id}`);
  await page.getByText("The caller hung up.", { exact: true }).waitFor();
});

test("declining stops the ringing here, and the caller leaves a message", async () => {
  const { tenant, online, rings, caller } = company;
  const page = await online(tenant.rep);
  await caller.dial(tenant.number);
  await rings(page);
  await button(page, "Decline").click();
  await button(page, "Answer").waitFor({ state: "hidden" });
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  expect(await onlyCall(tenant)).toMatchObject({ outcome: "voicemail" });
});

test("a microphone that is refused is said in words, and the call rings on", async () => {
  const { tenant, online, rings, caller } = company;
  const page = await online(tenant.rep);
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException("Permission denied", "NotAllowedError");
    };
  });
  await caller.dial(tenant.number);
  await rings(page);
  await button(page, "Answer").click();
  await page
    .getByRole("alert")
    .getByText(/^The microphone is blocked\. Allow it/)
    .waitFor();
  await button(page, "Answer").waitFor();
  expect(await onlyCall(tenant)).toMatchObject({ answered_at: null, ended_at: null });
});

test("a second tab's answer is seen in the first; a second browser takes over", async () => {
  const { tenant, online, takes } = company;
  const page = await online(tenant.rep);
  const other = await page.context().newPage();
  await other.goto("/calls");
  await takes(page);
  await button(other, "Mute").waitFor();
  await other.getByText(/The sound of this call is in another tab\./).waitFor();

  const { id } = await onlyCall(tenant);
  const second = await openAs(tenant.rep, `/calls/${id}`);
  await button(second, "Join").click();
  await page
    .getByRole("alert")
    .getByText(/^You went on with this call in another tab/)
    .waitFor();
  await inRoom(second).getByText("Jane Doe").waitFor();
  await button(second, "Hang up").click();
  await idle();
});

test("a colleague who answers second reads who was first", async () => {
  const { tenant, online, rings, caller } = company;
  const page = await online(tenant.rep);
  await caller.dial(tenant.number);
  await rings(page);
  const { id } = await onlyCall(tenant);
  await page.route(`**/api/rooms/${id}/token`, (route) =>
    route.fulfill({
      status: 409,
      json: { success: false, error: { code: "taken", message: "Maya has taken this call." } },
    }),
  );
  await button(page, "Answer").click();
  await page.getByRole("alert").getByText("Maya has taken this call.").waitFor();
  await button(page, "Answer").waitFor({ state: "hidden" });
});
