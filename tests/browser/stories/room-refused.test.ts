import { afterAll, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { onlyCall, ringInVain } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";
import { makeRoomTenant } from "@/tests/telephony/rooms/room-call";

withBrowser();
afterAll(() => Promise.all([admin.end(), machine.end()]));

test("a call that LiveKit's trunk refuses says so on its page, with the SIP code", async () => {
  const tenant = await makeRoomTenant();
  await tenant.livekit.setFaults({ sipCode: 486 });
  await ringInVain(tenant);
  const call = await onlyCall(tenant);
  expect(call).toMatchObject({ outcome: "missed" });
  const page = await openAs(tenant.manager, `/calls/${call.id}`);
  await page.getByText("Technical details").click();
  await page.getByText(/LiveKit answered with SIP code 486/).waitFor();
});
