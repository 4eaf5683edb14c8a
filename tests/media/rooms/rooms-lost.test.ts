import { beforeEach, expect, test } from "vitest";
import { roomIdentity } from "@/lib/livekit/token";
import { livekitControl } from "@/local/livekit/control";
import { expectComplaint, withBrowser } from "@/tests/support/browser";
import { barOf, button, withTone } from "@/tests/support/browser-phone";
import { choosesToMeet, heardInRoom, inRoom, roomCompany } from "@/tests/support/browser-rooms";
import { stack } from "@/tests/support/stack";

withBrowser(withTone());
beforeEach(() => expectComplaint(/409|WebSocket/));

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
