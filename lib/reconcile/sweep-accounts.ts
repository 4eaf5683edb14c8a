import "server-only";
import type { Turn } from "@/lib/core/job";
import { isUnavailable } from "@/lib/db/machine/connection";
import { importPage } from "@/lib/reconcile/account";
import { findDifferences } from "@/lib/reconcile/differences";
import { type DueAudit, dueComparison, finishAudit } from "@/lib/reconcile/machine/accounts";
import { legPages } from "@/lib/twilio/calls";
import { openCredentials } from "@/lib/twilio/credentials";
import { refusalSentence, twilioFailure } from "@/lib/twilio/refusal";

/** Twilio's list may lag behind, and young legs are left for the next time. */
const overlapMs = 15 * 60_000;
/** What was not compared for longer is compared a day at a time. */
const windowMs = 24 * 60 * 60_000;

export type AccountsReport = { accounts: number; imported: number; unreachable: number };

/**
 * Compares a tenant's account, if its time has come, with Twilio's list of calls: what no webhook
 * reported is recorded and marked. When Twilio does not answer, or refuses the token, the account
 * is asked again, later and later.
 */
export async function compareAccount(tenantId: string, turn: Turn): Promise<AccountsReport> {
  const report: AccountsReport = { accounts: 0, imported: 0, unreachable: 0 };
  const now = new Date();
  const account = await dueComparison(tenantId, now);
  if (!account) return report;
  report.accounts = 1;
  const went = await compareList(account, now, turn, report).catch((error: unknown) => {
    if (isUnavailable(error)) throw error;
    const failure = twilioFailure(error);
    report.unreachable = 1;
    console.error(`tenant ${tenantId} could not be compared with Twilio:`, failure.message);
    const problem =
      failure.kind === "refused" ? refusalSentence(failure.code) : "Twilio couldn't be reached.";
    return { problem };
  });
  await finishAudit(tenantId, now, went);
  return report;
}

/** Gives up to when everything was compared, and how many differences could not be put right. */
async function compareList(
  account: DueAudit,
  now: Date,
  turn: Turn,
  report: AccountsReport,
): Promise<{ until: Date; differences: number }> {
  const credentials = openCredentials(account.tenant_id, account);
  const since = Date.parse(account.since);
  let compared = Date.parse(account.compared_until);
  let differences = 0;
  while (compared < now.getTime() && !turn.over) {
    const after = new Date(Math.max(since, compared - overlapMs));
    const end = compared + windowMs;
    // The last stretch has no end: another clock than ours may be ahead.
    const before = end < now.getTime() ? new Date(end) : undefined;
    for await (const page of legPages(credentials, { after, before })) {
      const { imported } = await importPage(account.tenant_id, credentials, page, now);
      report.imported += imported.length;
      const { findings } = await findDifferences(account.tenant_id, page, now);
      differences += findings.filter(({ put_right }) => !put_right).length;
    }
    compared = before ? end : now.getTime();
  }
  return { until: new Date(compared), differences };
}
