import { createHmac } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { roomIdentity } from "@/lib/livekit/token";
import { livekitControl } from "@/local/livekit/control";
import { expectComplaint, withBrowser } from "@/tests/support/browser";
import {
  barOf,
  becomes,
  button,
  canBePoor,
  talking,
  withTone,
} from "@/tests/support/browser-phone";
import { choosesToMeet, heardInRoom, inRoom, roomCompany } from "@/tests/support/browser-rooms";
import { stack } from "@/tests/support/stack";
import { onlyCall } from "@/tests/telephony/calls/walk";

withBrowser(withTone());
// What a browser says of a room that it may not come into, or that has just ended, is refused.
beforeEach(() => expectComplaint(/40[139]|WebSocket/));

/** The same token, as it is five minutes after it ran out. */
function aged(token: string, { secret }: { secret: string }): string {
  const [head = "", body = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString());
  const exp = Math.floor(Date.now() / 1000) - 300;
  const old = Buffer.from(JSON.stringify({ ...claims, exp })).toString("base64url");
  const signature = createHmac("sha256", secret).update(`${head}.${old}`).digest("base64url");
  return `${head}.${old}.${signature}`;
}

test("a lost connection is said in words, and comes back by itself with the sound", async () => {
  const { tenant, livekit, online } = await roomCompany();
  const rob = await online(tenant.rep2);
  const rae = await online(tenant.rep, "/calls");
  const dialog = await choosesToMeet(rae, "Rob Rep");
  await dialog.getByRole("button", { name: "Ring them" }).click();
  await barOf(rob).getByText("Rae Rep calls you into a meeting").waitFor();
  await button(rob, "Answer").click();
  await expect.poll(() => heardInRoom(rae)).toBeGreaterThan(0.02);

  const [room] = await livekit.rooms.listRooms();
  const identity = roomIdentity(tenant.rep.userId);
  await livekitControl(stack.urls.livekit).cut(livekit.key, room?.name ?? "", identity);
  await barOf(rae)
    .getByText(/^Reconnecting…/)
    .waitFor();
  await barOf(rae).getByText("Connected", { exact: true }).waitFor();
  await expect.poll(() => inRoom(rae).getByRole("listitem").count()).toBe(2);
  await expect.poll(() => heardInRoom(rae)).toBeGreaterThan(0.02);
  await expect.poll(() => heardInRoom(rob)).toBeGreaterThan(0.02);
});

test("a token that is too old is said in words, and the call rings on until it is answered", async () => {
  const { tenant, livekit, online, rings, until, caller } = await roomCompany();
  const page = await online(tenant.rep);
  await caller.dial(tenant.number);
  await rings(page);
  const { id } = await onlyCall(tenant);
  // As of a laptop that slept between asking for it and coming in.
  await page.route(`**/api/rooms/${id}/token`, async (route) => {
    const response = await route.fetch();
    const given = await response.json();
    await route.fulfill({ response, json: { ...given, token: aged(given.token, livekit) } });
  });
  await button(page, "Answer").click();
  const problem = page.getByRole("alert").getByText("The call couldn't be connected. Try again.");
  // The call comes into its room as the carrier's clock goes on.
  await until(() => problem.isVisible(), 0.05);
  await page.unroute(`**/api/rooms/${id}/token`);
  await button(page, "Answer").click();
  await until(() => talking(page).isVisible(), 0.05);
  await problem.waitFor({ state: "hidden" });
  await button(page, "Hang up").click();
  await expect.poll(async () => (await caller.state()).state).toBe("idle");
});

test("a poor connection to a room is said in a sentence with what to do, until it is good", async () => {
  const { tenant, online, takes } = await roomCompany();
  const page = await online(tenant.rep, "/tasks", canBePoor);
  await takes(page);
  const warning = barOf(page).getByText(/Your connection is poor\. A cable, or moving closer/);
  expect(await warning.count()).toBe(0);
  await becomes(page, "poor");
  await warning.waitFor();
  await becomes(page, "good");
  await warning.waitFor({ state: "hidden" });
});
