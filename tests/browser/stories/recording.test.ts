import { expect, test } from "vitest";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";

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

test("an admin says how long recordings are kept, and deletes one, which leaves its receipt on the call's page", async () => {
  const tenant = await makeTenant();
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  await tenant.carrier.advance(tenant.accountSid, 20);
  await tenant.carrier.handset(tenant.accountSid, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);

  const page = await openAs(tenant.admin, "/settings/company");
  await page.getByLabel("Keep recordings for (days)").fill("90");
  await page.getByRole("button", { name: "Save recording settings" }).click();
  await page.getByText("Saved. Applies from the next call.").waitFor();
  await page.reload();
  expect(await page.getByLabel("Keep recordings for (days)").inputValue()).toBe("90");

  const watching = await openAs(tenant.manager, `/calls/${callId}`);
  await watching.getByRole("button", { name: "Play recording" }).waitFor();
  expect(await watching.getByRole("button", { name: "Delete recording" }).count()).toBe(0);
  await page.goto(`/calls/${callId}`);
  await page.getByRole("button", { name: "Delete recording" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  for (const each of [page, watching]) {
    await each.getByText(/^Deleted .* by Ada Admin\. Twilio confirmed it \(204\)\.$/).waitFor();
    expect(await each.getByRole("button", { name: "Play recording" }).count()).toBe(0);
  }
});
