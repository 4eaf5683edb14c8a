import { betweenSweeps, sweep } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { admin } from "@/tests/telephony/record/call-record";

/**
 * A tenant whose calls began ten minutes ago at Twilio: old enough that no webhook is still on its
 * way. No sweep compares it until its test says so.
 */
export async function tenantOfTenMinutesAgo(): Promise<TestTenant> {
  const startsAt = new Date(Date.now() - 10 * 60_000).toISOString();
  const tenant = await makeTenant({ startsAt });
  await betweenSweeps(
    async () =>
      await admin`
        insert into private.call_audits (tenant_id, account_sid, since, compared_until, next_at)
        values (${tenant.id}, ${tenant.accountSid}, now() - interval '1 hour', now() - interval '1 hour', now() + interval '1 hour')
        on conflict (tenant_id) do update set
          since = excluded.since, compared_until = excluded.compared_until,
            next_at = excluded.next_at`,
  );
  return tenant;
}

/** This tenant's calls are compared with Twilio's list by the next sweep. */
export async function dueNow(tenant: TestTenant): Promise<void> {
  await admin`update private.call_audits set next_at = now() where tenant_id = ${tenant.id}`;
}

/** Sweeps when the time of this tenant, and of its phones' verifications, has come. */
export async function compare(tenant: TestTenant): Promise<void> {
  await sweep(async () => {
    await dueNow(tenant);
    await admin`update public.phone_verifications set next_check_at = now() where tenant_id = ${tenant.id}`;
  });
}

/** As if no webhook of this tenant's calls had ever reached the database. */
export async function forgetCalls(tenant: Pick<TestTenant, "id">): Promise<void> {
  await betweenSweeps(() =>
    admin.begin(async (sql) => {
      // The record is append-only, also for its owner.
      await sql`set local session_replication_role = replica`;
      for (const table of ["recordings", "call_events", "call_legs", "calls"]) {
        await sql`delete from ${sql(`public.${table}`)} where tenant_id = ${tenant.id}`;
      }
    }),
  );
}

/**
 * A customer rings the number, the rep presses 1 and hangs up this many seconds after picking up.
 */
export async function talkInbound(tenant: TestTenant, seconds: number): Promise<void> {
  const { carrier, accountSid, rep } = tenant;
  await carrier.scriptHandset(accountSid, rep.phone, {
    behaviour: "answers",
    afterSeconds: 3,
    press: [{ digits: "1", afterSeconds: 4 }],
    hangupAfterSeconds: seconds,
  });
  await carrier.handset(accountSid, customer).dial(tenant.number);
  await carrier.runUntilIdle(accountSid);
}
