import { afterAll, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine, newSid } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

withBrowser();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const planted = (tenant: TestTenant) => ({ ...tenant, rep: tenant.rep.userId });

/**
 * A caller rings and gives up; the status callback comes before the answer's request, both with
 * Twilio's own times.
 */
async function callerGivesUp(tenant: TestTenant, CallSid: string, changes = {}): Promise<void> {
  const fields = callerFields(planted(tenant), { CallSid });
  const over = {
    CallStatus: "completed",
    CallDuration: "7",
    Timestamp: "Fri, 20 Nov 2026 10:00:07 +0000",
    ...changes,
  };
  const send = async (path: string, more = {}) =>
    post({ path, fields: { ...fields, ...more }, token: tenant.authToken });
  expect((await send("status", over)).status).toBe(204);
  expect((await send("answer")).status).toBe(200);
}

/** What a call came to, apart from ids and times of receipt. */
async function story(tenant: TestTenant) {
  return admin`select c.status, c.outcome, c.outcome_reason, c.ended_at, l.status as leg, l.duration_seconds, l.ended_at as leg_ended
    from public.calls c join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.tenant_id = ${tenant.id}`;
}

/** Stands in for a mistake of ours in what applies events, for this tenant alone. */
async function breakLegs(tenant: TestTenant): Promise<() => Promise<unknown>> {
  const name = `broken_${tenant.id.replaceAll("-", "")}`;
  await admin.unsafe(`
    create function public.${name}() returns trigger language plpgsql as 'begin raise exception ''a mistake of ours''; end';
    create trigger ${name} before insert on public.call_legs
      for each row when (new.tenant_id = '${tenant.id}') execute function public.${name}();`);
  return () => admin.unsafe(`drop function public.${name}() cascade`);
}

test("events that could not be applied wait for an admin, and once applied give the same call as if they had come in time", async () => {
  const [broken, control] = [await makeTenant(), await makeTenant()];
  const mend = await breakLegs(broken);
  await callerGivesUp(broken, newSid("CA"));
  await callerGivesUp(control, newSid("CA"));
  expect(await story(broken)).toHaveLength(0);

  const page = await openAs(broken.admin, "/settings/problems");
  await page.getByText("a mistake of ours").first().waitFor();
  expect(await page.getByRole("button", { name: "Apply again" }).count()).toBe(2);
  await page.getByRole("button", { name: "Apply again" }).first().click();
  await page.getByText("It still can't be applied: a mistake of ours").waitFor();

  await mend();
  for (const left of [1, 0]) {
    await page.getByRole("button", { name: "Apply again" }).first().click();
    await expect.poll(() => page.getByRole("button", { name: "Apply again" }).count()).toBe(left);
  }
  await page.getByText("No failed webhooks").waitFor();
  expect([...(await story(broken))]).toEqual([...(await story(control))]);
  const noted = await admin`select detail ->> 'applied' as applied from public.audit_log
    where tenant_id = ${broken.id} and action = 'event.replayed' order by id`;
  expect(noted.map(({ applied }) => applied)).toEqual(["false", "true", "true"]);
});

test("a webhook that could not be read is read again once its reader is corrected", async () => {
  const [unread, control] = [await makeTenant(), await makeTenant()];
  await callerGivesUp(unread, newSid("CA"), { CallStatus: "evaporated" });
  await callerGivesUp(control, newSid("CA"));
  const page = await openAs(unread.admin, "/settings/problems");
  await page.getByText("CallStatus").first().waitFor();
  await page.getByRole("button", { name: "Apply again" }).click();
  await page.getByText("It still can't be applied").waitFor();

  // Stands in for a reader that has learnt Twilio's new word.
  await admin`update public.call_events set event_data = jsonb_set(event_data, '{CallStatus}', '"completed"')
    where tenant_id = ${unread.id} and problem is not null`;
  await page.getByRole("button", { name: "Apply again" }).click();
  await page.getByText("No failed webhooks").waitFor();
  expect([...(await story(unread))]).toEqual([...(await story(control))]);
});

test("a manager and a rep neither see nor apply them", async () => {
  const tenant = await makeTenant();
  const page = await openAs(tenant.manager, "/settings/problems");
  await page.getByText("Only admins can change this").waitFor();
  expect(await page.getByRole("button", { name: "Apply again" }).count()).toBe(0);
});
