import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import { callWithCode, tryCode } from "@/lib/phones/verify";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import {
  changePhone,
  hearCode,
  later,
  meAs,
  newPhone,
  otherThan,
  start,
} from "@/tests/telephony/calls/verifying";
import {
  customer,
  everyoneAnswers,
  initiate,
  onlyCall,
  ringInVain,
} from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);
const idle = () => tenant.carrier.runUntilIdle(tenant.accountSid);

const me = () => meAs(tenant, tenant.rep);
const verified = async (member = tenant.rep) => {
  const { data } = await member.db
    .from("personal_phones")
    .select("verified_at")
    .eq("user_id", member.userId)
    .single();
  return data?.verified_at !== null;
};
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
const audited = async () =>
  (
    await admin`select action, detail from public.audit_log
      where tenant_id = ${tenant.id} and action like 'personal_phone.%' and actor_id = ${tenant.rep.userId}
        and action not in ('personal_phone.added') order by id`
  ).map(({ action }) => action);

describe("a personal phone", () => {
  test("that is new is dialled neither for an outbound call nor for an inbound one", async () => {
    await changePhone(tenant.rep);
    const answer = await initiate(tenant.rep, { to: customer });
    expect(answer.status).toBe(422);
    expect((await answer.json()).error).toMatchObject({
      code: "phone_not_verified",
      message: expect.stringContaining("Settings → Profile"),
    });

    await ringInVain(tenant);
    expect((await onlyCall(tenant)).outcome).toBe("missed");
    const rung = (await tenant.carrier.calls(tenant.accountSid)).map(({ to }) => to);
    expect(rung).toEqual([tenant.number]);
  });

  test("is called from the company's number, says a code twice, and rings for calls once that is typed", async () => {
    await changePhone(tenant.rep);
    await callWithCode(me(), start);
    await advance(2);
    expect(await handset(newPhone).state()).toMatchObject({
      state: "ringing",
      peer: tenant.number,
    });
    await handset(newPhone).answer();
    await idle();
    const log = await tenant.carrier.log(tenant.accountSid);
    const spoken = log.flatMap((entry) => (entry.kind === "spoken" ? entry.text : []));
    const [first, again] = spoken.map((text) => text.match(/\d(?:, \d){5}/)?.[0]);
    expect(first).toBeDefined();
    expect(again).toBe(first);

    const code = first?.replaceAll(", ", "") ?? "";
    expect(await tryCode(me(), code, later(60))).toEqual({ answer: "verified" });
    expect(await verified()).toBe(true);

    await everyoneAnswers({ ...tenant, rep: { ...tenant.rep, phone: newPhone } });
    expect((await initiate(tenant.rep, { to: customer })).status).toBe(201);
    await advance(20);
    expect((await handset(newPhone).state()).state).toBe("in-call");
    expect((await onlyCall(tenant)).stage).toBe("connected");
  });

  test("takes four wrong codes and then the right one; five, and the code is void", async () => {
    await changePhone(tenant.rep);
    await callWithCode(me(), start);
    const code = await hearCode(tenant);
    for (const tries_left of [4, 3, 2, 1, 0]) {
      expect(await tryCode(me(), otherThan(code), later(60))).toEqual({
        answer: "wrong",
        tries_left,
      });
    }
    expect(await tryCode(me(), code, later(61))).toEqual({ answer: "no_code" });

    await callWithCode(me(), later(62));
    const second = await hearCode(tenant);
    for (let wrong = 0; wrong < 4; wrong += 1) await tryCode(me(), otherThan(second), later(70));
    expect(await tryCode(me(), second, later(71))).toEqual({ answer: "verified" });
    expect(await audited()).toEqual([
      "personal_phone.changed",
      "personal_phone.verification_called",
      ...Array(5).fill("personal_phone.verification_failed"),
      "personal_phone.verification_called",
      ...Array(4).fill("personal_phone.verification_failed"),
      "personal_phone.verified",
    ]);
  });

  test("has ten minutes to be verified", async () => {
    await changePhone(tenant.rep);
    await callWithCode(me(), start);
    const code = await hearCode(tenant);
    expect(await tryCode(me(), code, later(600))).toEqual({ answer: "expired" });
    expect(await verified()).toBe(false);
    expect(await tryCode(me(), code, later(599))).toEqual({ answer: "verified" });
  });

  test("is not verified by a code that was used, or spoken before the last call", async () => {
    await changePhone(tenant.rep);
    await callWithCode(me(), start);
    const old = await hearCode(tenant);
    await callWithCode(me(), later(31));
    const code = await hearCode(tenant);
    if (old !== code)
      expect(await tryCode(me(), old, later(60))).toMatchObject({ answer: "wrong" });
    expect(await tryCode(me(), code, later(61))).toEqual({ answer: "verified" });
    expect(await tryCode(me(), code, later(62))).toEqual({ answer: "no_code" });
  });

  test("is unverified again by a new number, whose verification a code for the old one is not", async () => {
    await changePhone(tenant.rep);
    await callWithCode(me(), start);
    const code = await hearCode(tenant);
    await changePhone(tenant.rep, "+12065550167");
    const changed = meAs(tenant, tenant.rep, "+12065550167");
    expect(await tryCode(changed, code, later(60))).toEqual({ answer: "no_code" });
    expect(await tryCode(me(), code, later(60))).toEqual({ answer: "no_code" });
    await changePhone(tenant.rep);
    expect(await tryCode(me(), code, later(60))).toEqual({ answer: "no_code" });
    expect(await verified()).toBe(false);

    expect(await verified(tenant.rep2)).toBe(true);
    await tenant.rep2.db.from("personal_phones").delete().eq("user_id", tenant.rep2.userId);
    const same = { tenant_id: tenant.id, user_id: tenant.rep2.userId, phone: tenant.rep2.phone };
    await tenant.rep2.db.from("personal_phones").insert(same);
    expect(await verified(tenant.rep2)).toBe(false);
  });

  test("is verified by nobody else's code: a colleague's, or another company's for the same number", async () => {
    await changePhone(tenant.rep);
    await callWithCode(me(), start);
    const code = await hearCode(tenant);
    await changePhone(tenant.rep2);
    expect(await tryCode(meAs(tenant, tenant.rep2), code, later(60))).toEqual({
      answer: "no_code",
    });
    await callWithCode(meAs(tenant, tenant.rep2), later(60));
    expect(await tryCode(meAs(tenant, tenant.rep2), code, later(61))).toMatchObject({
      answer: "wrong",
    });

    const other = await makeTenant();
    await changePhone(other.rep);
    const abroad = { ...me(), tenant: { id: other.id, name: other.name } };
    expect(await tryCode(abroad, code, later(61))).toEqual({ answer: "no_code" });
    expect(await refusal(callWithCode(abroad, later(61)))).toBe("not_a_member");
    expect(await tryCode(me(), code, later(62))).toEqual({ answer: "verified" });
  });

  test("is verified by nobody's own hand", async () => {
    await changePhone(tenant.rep);
    const at = new Date().toISOString();
    for (const member of [tenant.rep, tenant.admin]) {
      const written = await member.db
        .from("personal_phones")
        .update({ verified_at: at })
        .eq("user_id", tenant.rep.userId);
      expect(written.error?.code).toBe("42501");
    }
    await callWithCode(me(), start);
    const hidden = await tenant.rep.db.from("phone_verifications").select("code_hash");
    expect(hidden.error?.code).toBe("42501");
    expect((await tenant.admin.db.from("phone_verifications").select("id")).data).toEqual([]);
    expect((await tenant.rep.db.from("phone_verifications").select("id")).data).toHaveLength(1);
  });

  test("is not called while it rings, nor more than three times an hour", async () => {
    await changePhone(tenant.rep);
    await callWithCode(me(), start);
    expect(await refusal(callWithCode(me(), later(29)))).toBe("ringing");
    await callWithCode(me(), later(31));
    await callWithCode(me(), later(70));
    expect(await refusal(callWithCode(me(), later(3599)))).toBe("person_limit");
    expect(await audited()).toContain("personal_phone.verification_refused");
    await callWithCode(me(), later(3601));
  });

  test("is called once when it is asked for many times at once, and verified once by two tries", async () => {
    await changePhone(tenant.rep);
    const asked = await Promise.all(
      Array.from({ length: 10 }, () => refusal(callWithCode(me(), start))),
    );
    expect(asked.toSorted()).toEqual(["done", ...Array(9).fill("ringing")]);
    const code = await hearCode(tenant);
    const tried = await Promise.all([1, 2].map(() => tryCode(me(), code, later(9))));
    expect(tried.map(({ answer }) => answer).toSorted()).toEqual(["no_code", "verified"]);
  });

  test("is one of ten that a company may have called within an hour, also at the same time", async () => {
    await admin`insert into public.phone_verifications (id, tenant_id, user_id, phone, code_hash, created_at, expires_at, next_check_at, ended_at, ended_as, settled_at)
      select gen_random_uuid(), ${tenant.id}, ${tenant.admin.userId}, '+12065550110', '', ${start}, ${start}, ${start}, ${start}, 'wrong', ${start}
      from generate_series(1, 9)`;
    const members = [tenant.rep, tenant.rep2, tenant.manager];
    for (const member of members) await changePhone(member);
    const asked = await Promise.all(
      members.map((member) => refusal(callWithCode(meAs(tenant, member), later(10)))),
    );
    expect(asked.toSorted()).toEqual(["done", "tenant_limit", "tenant_limit"]);
  });

  test("that Twilio does not call is said so, and the next try is free at once", async () => {
    await changePhone(tenant.rep);
    await tenant.carrier.fault(tenant.accountSid, {
      api: { error: { status: 400, code: 21215, message: "Not authorized" } },
      times: 1,
    });
    expect(await refusal(callWithCode(me(), start))).toBe("twilio_refused");
    await callWithCode(me(), later(1));
  });
});
