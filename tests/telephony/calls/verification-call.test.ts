import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { callWithCode, tryCode } from "@/lib/phones/verify";
import type { TestTenant } from "@/tests/support/tenant";
import {
  changePhone,
  hearCode,
  later,
  meAs,
  newPhone,
  otherThan,
  start,
} from "@/tests/telephony/calls/verifying";
import { compare, tenantOfTenMinutesAgo } from "@/tests/telephony/reconcile/lost";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
// Old enough that its absence from the call log would be noticed.
let then: Date;
beforeEach(async () => {
  then = new Date(Date.now() - 10 * 60_000);
  tenant = await tenantOfTenMinutesAgo();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const me = () => meAs(tenant, tenant.rep);

describe("a call that said a code", () => {
  test("is no conversation, but its price is known once the sweep has asked", async () => {
    await changePhone(tenant.rep);
    await callWithCode(me(), then);
    await hearCode(tenant);
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await compare(tenant);
    const [verification] =
      await admin`select * from public.phone_verifications where tenant_id = ${tenant.id}`;
    expect(verification).toMatchObject({ call_status: "completed", price_unit: "USD" });
    expect(Number(verification?.price)).toBeGreaterThan(0);
    expect(verification?.settled_at).not.toBeNull();
    expect((await tenant.manager.db.from("calls").select("id")).data).toEqual([]);
    const [answer] = await machine`
      select machine.verification_legs(${tenant.id},
        ${machine.json([verification?.call_sid, "CAother"])}) as legs,
        machine.unknown_legs(${tenant.id},
          ${machine.json([verification?.call_sid, "CAother"])}) as unknown`;
    expect(answer).toEqual({ legs: [verification?.call_sid], unknown: ["CAother"] });
  });

  test("whose answer was lost is found by the sweep, and its code counts", async () => {
    await changePhone(tenant.rep);
    await tenant.carrier.fault(tenant.accountSid, { api: "lose-answer", times: 1 });
    await callWithCode(me(), then);
    const code = await hearCode(tenant);
    await compare(tenant);
    const [verification] =
      await admin`select * from public.phone_verifications where tenant_id = ${tenant.id}`;
    const [call] = await tenant.carrier.calls(tenant.accountSid);
    expect(verification?.call_sid).toBe(call?.sid);
    await compare(tenant);
    expect((await tenant.manager.db.from("calls").select("id")).data).toEqual([]);
    const soon = new Date(then.getTime() + 60_000);
    expect(await tryCode(me(), code, soon)).toEqual({ answer: "verified" });
  });

  test("leaves its code in no row, log entry or webhook", async () => {
    await changePhone(tenant.rep);
    await callWithCode(me(), start);
    const code = await hearCode(tenant);
    await tryCode(me(), otherThan(code), later(60));
    await tryCode(me(), code, later(61));
    const [row] = await admin`
      select (select coalesce(jsonb_agg(p), '[]') from public.phone_verifications p
          where tenant_id = ${tenant.id})
        || (select coalesce(jsonb_agg(a), '[]') from public.audit_log a
          where tenant_id = ${tenant.id})
        || (select coalesce(jsonb_agg(e), '[]') from public.call_events e
          where tenant_id = ${tenant.id}) as kept`;
    const texts = JSON.stringify(row?.kept).match(/"[^"]*"/g) ?? [];
    expect(
      texts.filter((text) => text === `"${code}"` || text.includes(code.split("").join(", "))),
    ).toEqual([]);
    expect(
      JSON.stringify(row?.kept.filter(({ action }: { action?: string }) => action)),
    ).not.toContain(newPhone);
    const log = await tenant.carrier.log(tenant.accountSid);
    expect(log.filter((entry) => entry.kind === "webhook")).toEqual([]);
  });
});
