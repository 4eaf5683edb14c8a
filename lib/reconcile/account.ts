import "server-only";
import { decideFound } from "@/lib/reconcile/decide";
import { importFound } from "@/lib/reconcile/import";
import { auditFacts } from "@/lib/reconcile/machine/accounts";
import { noteRecordings } from "@/lib/reconcile/recordings";
import { fetchLeg, type TwilioLeg } from "@/lib/twilio/calls";
import type { TwilioCredentials } from "@/lib/twilio/credentials";

/**
 * What a page of Twilio's list had: the calls that were missing here, and how many are on other
 * numbers.
 */
export type Compared = { imported: string[]; notOurs: number };

/**
 * Compares one page of an account's legs with the calls here and records what is missing, once,
 * whoever else does so too.
 */
export async function importPage(
  tenantId: string,
  credentials: TwilioCredentials,
  page: TwilioLeg[],
  now: Date,
): Promise<Compared> {
  const compared: Compared = { imported: [], notOurs: 0 };
  if (page.length === 0) return compared;
  const times = page.map(({ dateCreated }) => dateCreated.getTime());
  const sids = page.flatMap((leg) => [leg.sid, ...(leg.parentCallSid ? [leg.parentCallSid] : [])]);
  const earliest = new Date(Math.min(...times));
  const facts = await auditFacts(tenantId, sids, earliest, new Date(Math.max(...times)));
  const parents = await missingParents(credentials, page, facts.known);
  for (const found of decideFound([...parents, ...page], facts, now)) {
    if (found.kind === "not_ours") compared.notOurs += 1;
    const callId = await importFound(tenantId, found, facts, now);
    if (!callId || (found.kind !== "inbound" && found.kind !== "outbound")) continue;
    // A recording says whether the two talked.
    await noteRecordings(tenantId, callId, credentials, found.root.sid, now);
    compared.imported.push(callId);
  }
  return compared;
}

/**
 * A child alone does not say whose call it is: its parent began before this page, or stands on the
 * next.
 */
async function missingParents(
  credentials: TwilioCredentials,
  page: TwilioLeg[],
  known: { call_sid: string }[],
): Promise<TwilioLeg[]> {
  const here = new Set([...page.map(({ sid }) => sid), ...known.map(({ call_sid }) => call_sid)]);
  const wanted = new Set(page.flatMap(({ parentCallSid }) => parentCallSid ?? []));
  const parents: TwilioLeg[] = [];
  for (const sid of wanted) {
    const parent = here.has(sid) ? null : await fetchLeg(credentials, sid);
    if (parent) parents.push(parent);
  }
  return parents;
}
