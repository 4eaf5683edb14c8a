import type { HandsetScript } from "@/local/carrier/control";
import type { TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

const phone = "+12065550191";

/** The rep's second phone: it rings in the scenarios that say what is done at it. */
export async function addDesk({ id, rep, carrier, accountSid }: TestTenant) {
  await admin`insert into public.further_phones
      (tenant_id, user_id, place, phone, rings, verified_at)
    values (${id}, ${rep.userId}, 2, ${phone}, false, now())`;
  const rings = (isOn: boolean) =>
    admin`update public.further_phones set rings = ${isOn} where tenant_id = ${id}`;
  return {
    async will(script: HandsetScript): Promise<void> {
      await rings(true);
      await carrier.scriptHandset(accountSid, phone, script);
    },
    isQuiet: () => rings(false),
  };
}
