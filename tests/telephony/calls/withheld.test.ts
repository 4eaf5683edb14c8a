import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCall } from "@/lib/call-log/call";
import { formatPhone } from "@/lib/core/phone";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { withheldNumbers, withheldSpellings } from "@/tests/support/withheld";
import { initiate, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
let contactId: string;
beforeAll(async () => {
  tenant = await makeTenant();
  const contact = { tenant_id: tenant.id, name: "Jane Doe" };
  const { data } = await tenant.rep.db.from("contacts").insert(contact).select("id").single();
  contactId = data?.id ?? "";
});

describe("what Twilio sends for a withheld number is nobody's number:", () => {
  test.each(withheldSpellings.filter((from) => from !== ""))(
    "a call from %s rings with the company's number and belongs to nobody",
    async (callerId) => {
      const own = await makeTenant();
      await own.carrier.handset(own.accountSid, "+12065550177").dial(own.number, { callerId });
      await own.carrier.advance(own.accountSid, 10);
      const rep = own.carrier.handset(own.accountSid, own.rep.phone);
      expect(await rep.state()).toMatchObject({ state: "ringing", peer: own.number });
      await rep.answer();
      await own.carrier.advance(own.accountSid, 2);
      expect((await rep.state()).hears).toContain("Call from a private number.");
      await rep.hangup();
      await own.carrier.runUntilIdle(own.accountSid);
      const { id } = await onlyCall(own);
      const call = await getCall(own.rep.db, own.id, id);
      expect(call?.contacts).toBeNull();
      expect(formatPhone(call?.customer_number ?? "", "US")).toBe("Private number");
    },
    30_000,
  );

  test.each(withheldNumbers)("%s is not called by the icon", async (to) => {
    const response = await initiate(tenant.rep, { to });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "invalid_number" } });
  });

  test.each(withheldNumbers)(
    "%s is saved neither as a contact's phone nor as one's own",
    async (phone) => {
      const { db, userId } = tenant.rep;
      const row = { tenant_id: tenant.id, contact_id: contactId, phone };
      const saved = await db.from("contact_phones").insert(row);
      expect(saved.error?.message).toContain("violates check constraint");
      const own = db.from("personal_phones").update({ phone }).eq("user_id", userId);
      expect((await own).error?.message).toContain("violates check constraint");
    },
  );

  test.each(withheldNumbers)("%s is refused by the database, whatever the app says", async (to) => {
    const place = { country: "US", kind: "ordinary" };
    const request = {
      ...{ call_id: crypto.randomUUID(), to, to_place: place, now: new Date().toISOString() },
      ...{ rep_phone: tenant.rep.phone, rep_place: place },
    };
    const [row] = await machine`
      select machine.begin_call(${tenant.id}, ${tenant.rep.userId},
        ${machine.json(request)}) as begun`;
    expect(row?.begun).toMatchObject({ refused: "number_not_allowed" });
  });
});
