import { equalInConstantTime, keyedHashes } from "@/lib/core/crypto";
import { env } from "@/lib/core/env";

const dayMs = 86_400_000;

const signatures = (tenantId: string, id: string, until: number) =>
  keyedHashes(`${id} ${until}`, { tenantId, column: "audio_files" });

/**
 * The URL by which Twilio plays a company's audio file: whoever has it may, until the end of the
 * next day (UTC). All calls of a day have the same one, so that Twilio's cache has the file.
 */
export function audioUrl(tenantId: string, id: string, moment: Date): string {
  return signedUrl(tenantId, id, moment);
}

/** Likewise, the URL by which Twilio fetches a picture or file of a message. */
export function mediaUrl(tenantId: string, id: string, moment: Date): string {
  return `${signedUrl(tenantId, id, moment)}&of=message`;
}

function signedUrl(tenantId: string, id: string, moment: Date): string {
  const until = (Math.floor(moment.getTime() / dayMs) + 2) * (dayMs / 1000);
  const [sig = ""] = signatures(tenantId, id, until);
  const query = new URLSearchParams({ tenant: tenantId, exp: String(until), sig });
  return `${env().NEXT_PUBLIC_APP_URL}/api/twilio/media/${id}?${query}`;
}

/** Whether a URL's parts are signed by us, for this file of this company, and not over yet. */
export function isSigned(
  { tenant, id, exp, sig }: { tenant: string; id: string; exp: number; sig: string },
  moment: Date,
): boolean {
  if (exp * 1000 <= moment.getTime()) return false;
  return signatures(tenant, id, exp).some((own) => equalInConstantTime(own, sig));
}
