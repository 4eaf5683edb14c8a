import { afterAll, expect, test } from "vitest";
import { admin, machine, type Planted, plantTenant } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A company with its default route and one number. */
async function company() {
  const tenant = await plantTenant();
  await admin`select private.add_default_route(${tenant.id})`;
  return tenant;
}

const dial = async (tenant: Planted) =>
  (await post({ path: "answer", fields: callerFields(tenant), token: tenant.authToken })).text();

test("a number that rings a person goes on ringing them", async () => {
  expect(await dial(await company())).toContain("Thank you for calling Planted.");
});

test.each<[string, (tenant: Planted) => Promise<unknown>]>([
  [
    "without a route and a person",
    (t) => admin`update public.phone_numbers set forward_to = null where tenant_id = ${t.id}`,
  ],
  [
    "whose person left",
    (t) => admin`update public.profiles set removed_at = now() where tenant_id = ${t.id}`,
  ],
  [
    "that was added by itself, as from Twilio's list",
    (t) => admin`
      with old as (update public.phone_numbers set removed_at = now(), number = '+12065550101'
        where tenant_id = ${t.id} returning tenant_id)
      insert into public.phone_numbers (tenant_id, number)
        select tenant_id, '+12065550100' from old`,
  ],
])(
  "a number %s follows the default route: it rings somebody or takes a message",
  async (_, change) => {
    const tenant = await company();
    await change(tenant);
    const twiml = await dial(tenant);
    expect(twiml).toContain("Planted.</Say>");
    expect(twiml).toMatch(/<Dial |<Record /);
    expect(twiml).not.toContain("Goodbye");
  },
);
