import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { addDays, dayStart } from "@/lib/core/time";
import { importPage } from "@/lib/reconcile/account";
import { findDifferences } from "@/lib/reconcile/differences";
import { auditCalls, auditUnlisted, saveCallAudit } from "@/lib/reconcile/machine/reports";
import type { Counts, Finding } from "@/lib/reconcile/schema";
import { fetchLeg, legPages, type TwilioLeg } from "@/lib/twilio/calls";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { asAppError } from "@/lib/twilio/upstream";
import { savedCredentials } from "@/lib/twilio-account/connection";

/** What one report compares at most: about 20 requests to Twilio. */
const maxLegs = 20_000;
const maxFindings = 2_000;
/** Legs that Twilio does not list are asked about one by one. */
const maxUnlisted = 200;
const legsAtOnce = 500;
/** Twilio's answers are eventually consistent: a call may be unknown there for a moment. */
const youngMs = 5 * 60_000;

/**
 * Compares the days from `from` to `to` (of the tenant's calendar) with Twilio's list for an admin:
 * what is missing here is recorded and marked, the rest is found and kept as a report, whose id is
 * given. Throws `upstream` when Twilio does not answer or accept the token.
 */
export async function runCallAudit(
  member: Member,
  days: { from: string; to: string },
  now: Date,
): Promise<string> {
  const { tenant, user_id } = member;
  const credentials = await savedCredentials(member);
  if (!credentials) {
    throw new AppError(
      "conflict",
      "twilio_not_configured",
      "Connect Twilio in Settings → Twilio first.",
    );
  }
  const range = {
    earliest: new Date(dayStart(days.from, tenant.time_zone)),
    latest: new Date(dayStart(addDays(days.to, 1), tenant.time_zone)),
  };
  const listed = await importAll(tenant.id, credentials, range, now);
  const reached = { ...range, earliest: listed.reachedBackTo ?? range.earliest };
  const findings = [...listed.imported];
  let calls = 0;
  for (let start = 0; start < listed.legs.length; start += legsAtOnce) {
    const some = withWholeCalls(listed.legs, start);
    const compared = await findDifferences(tenant.id, some, now);
    calls += compared.calls;
    findings.push(...compared.findings);
  }
  findings.push(...(await missingThere(tenant.id, credentials, reached, listed.legs, now)));
  const counts: Counts = {
    legs: listed.legs.length,
    calls,
    imported: listed.imported.length,
    findings: findings.length,
    left: findings.filter(({ put_right }) => !put_right).length,
    not_ours: listed.notOurs,
    reaches_back_to: listed.reachedBackTo?.toISOString() ?? null,
    more: findings.length > maxFindings,
  };
  const report = { asked_at: now.toISOString(), ...days, counts };
  const id = await saveCallAudit(tenant.id, user_id, {
    ...report,
    findings: findings.slice(0, maxFindings),
  });
  if (!id) throw new AppError("forbidden", "forbidden", "Only admins can do this.");
  return id;
}

type Range = { earliest: Date; latest: Date };

async function importAll(
  tenantId: string,
  credentials: TwilioCredentials,
  range: Range,
  now: Date,
) {
  const legs: TwilioLeg[] = [];
  const imported: string[] = [];
  let notOurs = 0;
  let reachedBackTo: Date | null = null;
  try {
    const before = new Date(range.latest.getTime() - 1);
    for await (const page of legPages(credentials, { after: range.earliest, before })) {
      const compared = await importPage(tenantId, credentials, page, now);
      legs.push(...page);
      imported.push(...compared.imported);
      notOurs += compared.notOurs;
      if (legs.length >= maxLegs) {
        reachedBackTo = legs.at(-1)?.dateCreated ?? null;
        break;
      }
    }
  } catch (error) {
    throw error instanceof AppError ? error : asAppError(error);
  }
  return {
    legs,
    imported: await importedFindings(tenantId, legs, imported),
    notOurs,
    reachedBackTo,
  };
}

async function importedFindings(
  tenantId: string,
  legs: TwilioLeg[],
  callIds: string[],
): Promise<Finding[]> {
  if (callIds.length === 0) return [];
  const wanted = new Set(callIds);
  const findings: Finding[] = [];
  for (let start = 0; start < legs.length; start += legsAtOnce) {
    const sids = legs.slice(start, start + legsAtOnce).map(({ sid }) => sid);
    for (const call of await auditCalls(tenantId, sids)) {
      if (!wanted.delete(call.call_id)) continue;
      findings.push({
        kind: "missing_here",
        call_id: call.call_id,
        call_sid:
          call.legs.find(({ parent_call_sid }) => parent_call_sid === null)?.call_sid ?? null,
        direction: call.direction,
        customer_number: call.customer_number,
        began_at: call.created_at,
        here: "",
        at_twilio: call.status,
        put_right: true,
      });
    }
  }
  return findings;
}

/**
 * These legs and those around them that belong to the same calls, so that no call is compared in
 * halves.
 */
function withWholeCalls(legs: TwilioLeg[], start: number): TwilioLeg[] {
  const rootOf = (leg: TwilioLeg) => leg.parentCallSid ?? leg.sid;
  const roots = new Set(legs.slice(start, start + legsAtOnce).map(rootOf));
  const earlier = new Set(legs.slice(0, start).map(rootOf));
  return legs.filter((leg) => roots.has(rootOf(leg)) && !earlier.has(rootOf(leg)));
}

async function missingThere(
  tenantId: string,
  credentials: TwilioCredentials,
  range: Range,
  legs: TwilioLeg[],
  now: Date,
): Promise<Finding[]> {
  const old = new Date(Math.min(range.latest.getTime(), now.getTime() - youngMs));
  const sids = legs.map(({ sid }) => sid);
  const unlisted = await auditUnlisted(tenantId, { ...range, latest: old }, sids, maxUnlisted);
  const findings: Finding[] = [];
  for (const { call_sid, call_id, direction, status, customer_number, created_at } of unlisted) {
    const known = await fetchLeg(credentials, call_sid).catch((error: unknown) => {
      throw asAppError(error);
    });
    if (known) continue;
    findings.push({
      kind: "missing_there",
      call_id,
      call_sid,
      direction,
      customer_number,
      began_at: created_at,
      here: status,
      at_twilio: "",
      put_right: false,
    });
  }
  return findings;
}
