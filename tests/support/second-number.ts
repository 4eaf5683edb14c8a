import { voiceUrl } from "@/lib/twilio/urls";
import { stack } from "./stack";
import type { TestTenant } from "./tenant";

export const support = "+12065550101";

/**
 * Gives a tenant's account one more number, whose calls come to the app (`isSetHere`) or nowhere.
 */
export async function buyNumber(
  { carrier, accountSid, name }: TestTenant,
  number = support,
  { isSetHere = false } = {},
): Promise<string> {
  const urls = isSetHere && {
    voiceUrl: voiceUrl("answer"),
    statusCallback: voiceUrl("status"),
  };
  const { numbers } = await carrier.ensureAccount({
    sid: accountSid,
    friendlyName: name,
    clock: "virtual",
    numbers: [{ phoneNumber: number, ...urls }],
  });
  const bought = numbers.find(({ phoneNumber }) => phoneNumber === number);
  if (!bought) throw new Error(`${number} was not bought at ${stack.urls.carrier}`);
  return bought.sid;
}

/** A second number, "Support", in the account and in Ringbook; it rings `rep2`. Gives its id. */
export async function addSupport(tenant: TestTenant): Promise<string> {
  const twilio_sid = await buyNumber(tenant, support, { isSetHere: true });
  const row = {
    tenant_id: tenant.id,
    number: support,
    name: "Support",
    twilio_sid,
    forward_to: tenant.rep2.userId,
  };
  const { data, error } = await tenant.admin.db
    .from("phone_numbers")
    .insert(row)
    .select("id")
    .single();
  if (error) throw new Error(error.message);
  return data.id;
}
