import { expect, test } from "vitest";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, place } from "@/tests/walks/walk";

withBrowser();

test("a recording that was deleted at Twilio says so when it is played, instead of a dead player", async () => {
  const tenant = await makeTenant();
  const { carrier, accountSid, authToken, manager } = tenant;
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  await carrier.advance(accountSid, 20);
  await carrier.handset(accountSid, customer).hangup();
  await carrier.runUntilIdle(accountSid);
  const page = await openAs(manager, `/calls/${callId}`);
  const play = page.getByRole("button", { name: "Play recording" });
  await play.waitFor();

  const { data } = await manager.db.from("recordings").select("recording_sid").single();
  const recording = `/2010-04-01/Accounts/${accountSid}/Recordings/${data?.recording_sid}.json`;
  const deleted = await fetch(stack.urls.carrier + recording, {
    method: "DELETE",
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
  });
  expect(deleted.status).toBe(204);

  await play.click();
  await page.getByText("The recording was deleted at Twilio").waitFor();
  expect(await play.count()).toBe(0);
  expectComplaint(/404/);
});
