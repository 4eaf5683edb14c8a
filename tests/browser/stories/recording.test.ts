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

test("a rep pauses the recording of a call and resumes it, which its page says", async () => {
  const tenant = await makeTenant();
  const { carrier, accountSid, rep } = tenant;
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  await carrier.advance(accountSid, 20);
  const page = await openAs(rep, "/contacts");
  const tab = await openAs(rep, "/tasks");
  await page.getByRole("button", { name: "Pause recording" }).click();
  for (const one of [page, tab]) {
    await one.getByRole("button", { name: "Resume recording" }).waitFor();
  }
  await carrier.advance(accountSid, 20);
  await tab.getByRole("button", { name: "Resume recording" }).click();
  for (const one of [page, tab]) {
    await one.getByRole("button", { name: "Pause recording" }).waitFor();
  }
  await carrier.handset(accountSid, customer).hangup();
  await carrier.runUntilIdle(accountSid);
  await page.goto(`/calls/${callId}`);
  await page.getByText(/^Rae Rep paused the recording from .+M to .+M\.$/).waitFor();
});

test("an admin says in which countries the notice is played; a call's page says whether it was", async () => {
  const tenant = await makeTenant();
  const { carrier, accountSid } = tenant;
  const page = await openAs(tenant.admin, "/settings/company");
  await page.getByLabel("Play the notice").selectOption("For customers in some countries");
  await page.getByRole("button", { name: "Save recording settings" }).click();
  await page.getByText("Choose at least one country.").waitFor();
  await page.getByRole("combobox", { name: "Countries where it is played" }).fill("Germ");
  await page.getByRole("option", { name: "Germany" }).click();
  await page.getByRole("button", { name: "Save recording settings" }).click();
  await page.getByText("Saved. Applies from the next call.").waitFor();

  await everyoneAnswers(tenant);
  const says = async (callId: string) => {
    await page.goto(`/calls/${callId}`);
    await page.getByText("Technical details").click();
    return page.getByText("Recording notice").locator("xpath=following-sibling::*").textContent();
  };
  const berlin = "+4930901820";
  await carrier.handset(accountSid, customer).dial(tenant.number);
  await carrier.advance(accountSid, 30);
  await carrier.handset(accountSid, customer).hangup();
  await carrier.runUntilIdle(accountSid);
  await carrier.handset(accountSid, berlin).dial(tenant.number);
  await carrier.advance(accountSid, 30);
  await carrier.handset(accountSid, berlin).hangup();
  await carrier.runUntilIdle(accountSid);
  const { data } = await tenant.admin.db.from("calls").select("id").order("created_at");
  const [first, second] = data ?? [];
  expect(await says(first?.id ?? "")).toBe("Not played");
  expect(await says(second?.id ?? "")).toBe("Played: “This call may be recorded.”");
});
