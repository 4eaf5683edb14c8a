import "server-only";
import { importPage } from "@/lib/reconcile/account";
import { findDifferences } from "@/lib/reconcile/differences";
import { claimAudits, type DueAudit, finishAudit } from "@/lib/reconcile/machine/accounts";
import { legPages } from "@/lib/twilio/calls";
import { openCredentials } from "@/lib/twilio/credentials";
import { refusalSentence, twilioFailure } from "@/lib/twilio/refusal";

const accountsAtOnce = 8;
/** Twilio's list may lag behind, and young legs are left for the next time. */
const overlapMs = 15 * 60_000;
/** What was not compared for longer is compared a day at a time. */
const windowMs = 24 * 60 * 60_000;

export type AccountsReport = { accounts: number; imported: number; unreachable: number };

/**
 * Compares the accounts whose time has come with Twilio's list of calls: what no webhook told of is
 * recorded and marked. One account's failure, or wrong token, does not hold up the others; it is
 * asked again, later and later.
 */
export async function compareAccounts(until: Date): Promise<AccountsReport> {
  const report: AccountsReport = { accounts: 0, imported: 0, unreachable: 0 };
  while (Date.now() < until.getTime()) {
    const due = await claimAudits(new Date(), accountsAtOnce);
    report.accounts += due.length;
    await Promise.all(due.map((account) => compare(account, until, report)));
    if (due.length < accountsAtOnce) break;
  }
  return report;
}

async function compare(account: DueAudit, until: Date, report: AccountsReport): Promise<void> {
  const now = new Date();
  try {
    const went = await compareList(account, now, until, report);
    await finishAudit(account.tenant_id, now, went);
  } catch (error) {
    const failure = twilioFailure(error);
    report.unreachable += 1;
    console.error(
      `tenant ${account.tenant_id} could not be compared with Twilio:`,
      failure.message,
    );
    const problem =
      failure.kind === "refused" ? refusalSentence(failure.code) : "Twilio couldn't be reached.";
    await finishAudit(account.tenant_id, now, { problem }).catch((cause: unknown) =>
      console.error("the comparison could not be noted:", twilioFailure(cause).message),
    );
  }
}

/** Gives up to when everything was compared, and how many differences could not be put right. */
async function compareList(
  account: DueAudit,
  now: Date,
  until: Date,
  report: AccountsReport,
): Promise<{ until: Date; differences: number }> {
  const credentials = openCredentials(account.tenant_id, account);
  const since = Date.parse(account.since);
  let compared = Date.parse(account.compared_until);
  let differences = 0;
  while (compared < now.getTime() && Date.now() < until.getTime()) {
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
