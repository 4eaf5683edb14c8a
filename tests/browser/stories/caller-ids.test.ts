import { afterAll, beforeEach, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

withBrowser();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const landline = "+13105550123";
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

test("an admin verifies a number with the code that is typed there, and calls may show it", async () => {
  const { carrier, accountSid } = tenant;
  const page = await openAs(tenant.admin, "/settings/numbers");
  const form = page.getByRole("form", { name: "New caller ID" });
  await form.getByLabel("Number").fill("12");
  await form.getByRole("button", { name: "Call it with a code" }).click();
  await form.getByText("This isn't a phone number.").waitFor();
  await form.getByLabel("Number").fill("(310) 555-0123");
  await form.getByLabel("Name").fill("Front desk");
  await form.getByRole("button", { name: "Call it with a code" }).click();
  const sentence = form.getByText(/Twilio is calling \(310\) 555-0123\. Type \d{6}/);
  await sentence.waitFor();
  const code = /Type (\d{6})/.exec((await sentence.textContent()) ?? "")?.[1] ?? "";
  const list = page.getByRole("list", { name: "Caller IDs" });
  await list.getByText("Waiting for the code").waitFor();
  await list.getByRole("button", { name: "I typed the code" }).click();
  await list.getByText("Twilio hasn't got the code yet.").waitFor();

  const phone = carrier.handset(accountSid, landline);
  await carrier.advance(accountSid, 3);
  await phone.answer();
  await phone.press(code);
  await carrier.advance(accountSid, 3);
  await list.getByRole("button", { name: "I typed the code" }).click();
  await list.getByText("Verified", { exact: true }).waitFor();

  const rep = await openAs(tenant.rep, "/settings/profile");
  const choice = rep.getByLabel("Number you call from");
  await choice.selectOption({ label: "Front desk · (310) 555-0123" });
  await rep.getByRole("button", { name: "Save number" }).click();
  await rep.getByText("Saved.").first().waitFor();
  await page.getByRole("button", { name: "Remove (310) 555-0123" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  const left = async () => {
    const [row] = await admin`select count(*)::integer as ids, (
        select count(*)::integer from public.profiles p
        where p.tenant_id = ${tenant.id} and p.default_caller_id is not null) as chosen
      from public.caller_ids where tenant_id = ${tenant.id}`;
    return row;
  };
  await expect.poll(left).toEqual({ ids: 0, chosen: 0 });
});

test("an admin lets calls show a local number; reps and managers can't", async () => {
  const page = await openAs(tenant.admin, "/settings/numbers");
  await page.getByLabel("Show a local number").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved. Applies from the next call.").waitFor();
  const [row] = await admin`select local_presence from public.tenants where id = ${tenant.id}`;
  expect(row?.local_presence).toBe(true);
  const others = await openAs(tenant.manager, "/settings/numbers");
  await others.getByText(/Only admins can/).waitFor();
});

test("a release that was interrupted is finished, or the number is kept", async () => {
  await admin`update public.phone_numbers set removed_at = now() where id = ${tenant.numberId}`;
  await admin`insert into public.number_orders (tenant_id, number, state, ordered_by, began_at)
    values (${tenant.id}, ${tenant.number}, 'releasing', ${tenant.admin.userId},
      now() - interval '10 minutes')`;
  const page = await openAs(tenant.admin, "/settings/numbers");
  const left = page.getByRole("list", { name: "Not released yet" });
  await left.getByRole("button", { name: "Keep it" }).click();
  await expect.poll(() => left.count()).toBe(0);
  const [kept] = await admin`select removed_at from public.phone_numbers
    where id = ${tenant.numberId}`;
  expect(kept?.removed_at).toBeNull();

  await admin`update public.phone_numbers set removed_at = now() where id = ${tenant.numberId}`;
  await admin`update public.number_orders set state = 'releasing',
    began_at = now() - interval '10 minutes' where tenant_id = ${tenant.id}`;
  await page.reload();
  await left.getByRole("button", { name: "Release it now" }).click();
  await expect.poll(() => left.count()).toBe(0);
  const [order] = await admin`select state from public.number_orders
    where tenant_id = ${tenant.id}`;
  expect(order?.state).toBe("released");
});
