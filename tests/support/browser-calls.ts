import { randomUUID } from "node:crypto";
import { identityOf } from "@/lib/softphone/identity";
import { makeBrowserCalls } from "@/lib/twilio/browser-calls";
import { voiceUrl } from "@/lib/twilio/urls";
import { saveBrowserCalls } from "@/lib/twilio-account/browser-calls/machine";
import { sealKeySecret } from "@/lib/twilio-account/browser-calls/secret";
import type { Member, TestTenant } from "@/tests/support/tenant";
import { ask } from "@/tests/telephony/calls/walk";

/** Turns on browser calls, as the tenant's admin would; gives the SIDs of app and key. */
export async function turnOnBrowserCalls(tenant: TestTenant) {
  const { accountSid, authToken } = tenant;
  const urls = { voice: voiceUrl("client"), status: voiceUrl("status") };
  const { secret, ...sids } = await makeBrowserCalls({ accountSid, authToken }, urls);
  const saved = await saveBrowserCalls(tenant.id, tenant.admin.userId, {
    ...{ account_sid: accountSid, ...sids },
    api_key_secret_ciphertext: sealKeySecret(secret, tenant.id),
  });
  if (saved !== "saved") throw new Error(saved);
  return sids;
}

/** A member is rung where they choose, in a browser that is registered. */
export async function ringsInBrowser(
  tenant: TestTenant,
  member: Member,
  rings_on: "browser" | "both" = "browser",
): Promise<void> {
  // The carrier plays browsers that it has heard of.
  const { address } = browserOf(tenant, member);
  await tenant.carrier.scriptHandset(tenant.accountSid, address, { behaviour: "manual" });
  const devices = { tenant_id: tenant.id, user_id: member.userId, rings_on, places_on: "browser" };
  const { error } = await member.db.from("call_devices").insert(devices);
  if (error) throw new Error(error.message);
  const said = { device: randomUUID(), state: "ready" };
  const { status } = await ask(member, "/api/softphone/presence", { body: said });
  if (status !== 200) throw new Error(`presence: ${status}`);
}

/** The browser of a member, played by the carrier. */
export function browserOf({ carrier, accountSid }: TestTenant, { userId }: Member) {
  const address = `client:${identityOf(userId)}`;
  return { address, ...carrier.handset(accountSid, address) };
}
