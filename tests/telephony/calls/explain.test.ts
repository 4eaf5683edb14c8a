import { afterAll, expect, test } from "vitest";
import { listEvents } from "@/lib/call-log/call";
import { listPublished } from "@/lib/routing/store";
import { takenWords } from "@/lib/routing/taken-words";
import { routeVersionsOf } from "@/lib/voice/decide-again";
import { explainAnswer } from "@/lib/voice/explain";
import { hiddenPhone } from "@/lib/voice/kept-line";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { setAvailability } from "@/tests/telephony/calls/queued";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { change } from "@/tests/telephony/calls/talking";
import { customer, everyoneAnswers, onlyCall, place } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const flat = (xml: string) => xml.replaceAll(/>\s+</g, "><");

/** What Twilio really got for each of a call's TwiML requests, in order. */
async function served({ carrier, accountSid }: TestTenant): Promise<string[]> {
  const log = await carrier.log(accountSid);
  return log.flatMap((entry) =>
    entry.kind === "webhook" && entry.purpose === "twiml" ? [flat(entry.body ?? "")] : [],
  );
}

async function answersOf(tenant: TestTenant, phone: string | null) {
  const call = await onlyCall(tenant);
  const { db } = tenant.manager;
  const events = await listEvents(db, tenant.id, call.id);
  const routes = await listPublished(db, tenant.id, routeVersionsOf(events));
  return events
    .toSorted((a, b) => a.id - b.id)
    .map((event) => explainAnswer(tenant.id, event, phone, routes))
    .filter((answer) => answer !== null);
}

async function explained(tenant: TestTenant, phone: string | null): Promise<string[]> {
  return (await answersOf(tenant, phone)).map(({ twiml }) => flat(twiml ?? ""));
}

async function changeEverything(tenant: TestTenant): Promise<void> {
  await admin`update public.tenants set name = 'Renamed', recording_enabled = false, recording_notice = 'New words.',
    call_time_limit_seconds = 60 where id = ${tenant.id}`;
  await admin`update public.contacts set name = 'Somebody Else' where tenant_id = ${tenant.id}`;
  await admin`update public.phone_numbers set forward_to = null where tenant_id = ${tenant.id}`;
}

test("an outbound call is explained in the very TwiML that Twilio got, whatever was changed since", async () => {
  const tenant = await makeTenant();
  const contact = { tenant_id: tenant.id, name: "Jane Doe" };
  const { data } = await tenant.rep.db.from("contacts").insert(contact).select("id").single();
  await tenant.rep.db
    .from("contact_phones")
    .insert({ tenant_id: tenant.id, contact_id: data?.id ?? "", phone: customer });
  await everyoneAnswers(tenant);
  await place(tenant);
  await tenant.carrier.advance(tenant.accountSid, 60);
  await tenant.carrier.handset(tenant.accountSid, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await changeEverything(tenant);

  const shown = await explained(tenant, tenant.rep.phone);
  expect(shown).toHaveLength(4);
  expect(shown[0]).toContain("Calling Jane Doe");
  expect(shown).toEqual(await served(tenant));
});

test("an inbound call likewise; a colleague's phone is not shown to those who may not know it", async () => {
  const tenant = await makeTenant();
  await everyoneAnswers(tenant);
  await tenant.carrier.handset(tenant.accountSid, customer).dial(tenant.number);
  await tenant.carrier.advance(tenant.accountSid, 60);
  await tenant.carrier.handset(tenant.accountSid, tenant.rep.phone).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await changeEverything(tenant);

  const shown = await explained(tenant, tenant.rep.phone);
  expect(shown).toHaveLength(4);
  expect(shown).toEqual(await served(tenant));
  const hidden = await explained(tenant, null);
  expect(hidden.join()).not.toContain(tenant.rep.phone);
  const stored =
    await admin`select answered_from::text from public.call_events where tenant_id = ${tenant.id}`;
  expect(stored.length).toBeGreaterThan(4);
  expect(JSON.stringify(stored)).not.toContain(tenant.rep.phone);
});

test("a call that followed a route says each step, who was considered and why not", async () => {
  const tenant = await makeTenant();
  const { rep, rep2, manager } = tenant;
  await publish(tenant, routeOf(tenant, true, [rep.userId, rep2.userId, manager.userId]));
  const away = { tenant_id: tenant.id, user_id: rep.userId, state: "away" };
  expect((await rep.db.from("availability").insert(away)).error).toBeNull();
  const script = { behaviour: "answers", afterSeconds: 3, press: [] } as const;
  await tenant.carrier.scriptHandset(tenant.accountSid, rep2.phone, {
    ...{ ...script, press: [{ digits: "1", whenGathering: true }] },
  });
  await tenant.carrier.scriptHandset(tenant.accountSid, manager.phone, { behaviour: "manual" });
  await tenant.carrier.handset(tenant.accountSid, customer).dial(tenant.number);
  await tenant.carrier.advance(tenant.accountSid, 60);
  await tenant.carrier.handset(tenant.accountSid, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await changeEverything(tenant);
  await publish(tenant, routeOf(tenant, false, []), "Later");

  const answers = await answersOf(tenant, null);
  expect(answers.flatMap(({ steps }) => steps).map(takenWords)).toEqual([
    ...["Greeting: said", "Hours “Opening hours”: open"],
    `Ring “Everyone”: rang (${rep.name}: away; ${rep2.name}: rung; ${manager.name}: rung)`,
  ]);
  const phones = new RegExp(`${rep2.phone.slice(1)}|${manager.phone.slice(1)}`, "g");
  const hidden = (await served(tenant)).map((twiml) =>
    twiml.replaceAll("+", "").replaceAll(phones, hiddenPhone),
  );
  const shown = answers.map(({ twiml }) => flat(twiml ?? "").replaceAll("+", ""));
  expect(shown.toSorted()).toEqual(hidden.toSorted());
});

test.each(["caller", "company"] as const)(
  "phones show the number that the company wants, and the call's page says which: the %s's",
  async (of) => {
    const tenant = await makeTenant();
    const { rep, rep2, carrier, accountSid } = tenant;
    const set = await tenant.admin.db
      .from("tenants")
      .update({ rep_caller_id: of })
      .eq("id", tenant.id);
    expect(set.error).toBeNull();
    await setAvailability(tenant, rep2, "busy");
    await publish(tenant, routeOf(tenant, true, [rep.userId, rep2.userId]));
    await carrier.handset(accountSid, customer).dial(tenant.number);
    await carrier.advance(accountSid, 12);
    const number = of === "caller" ? customer : tenant.number;
    expect(await carrier.handset(accountSid, rep.phone).state()).toMatchObject({
      ...{ state: "ringing", peer: number },
    });
    const [answer] = await answersOf(tenant, null);
    expect(answer?.shows).toEqual({ number, of });
    expect(answer?.steps.map(takenWords)).toContainEqual(expect.stringContaining("Rob Rep: busy"));
    expect(flat(answer?.twiml ?? "")).toContain(`callerId="${number}"`);

    // Whom they transfer the caller to sees the same.
    await carrier.handset(accountSid, rep.phone).answer();
    await carrier.advance(accountSid, 2);
    await carrier.handset(accountSid, rep.phone).press("1");
    await carrier.advance(accountSid, 5);
    await setAvailability(tenant, rep2, "available");
    const { id } = await onlyCall(tenant);
    const to = { to: { userId: rep2.userId }, mode: "cold" };
    expect(await change(rep, id, "transfer", to)).toBe(200);
    await carrier.advance(accountSid, 2);
    expect(await carrier.handset(accountSid, rep2.phone).state()).toMatchObject({
      ...{ state: "ringing", peer: number },
    });
    await carrier.handset(accountSid, customer).hangup();
    await carrier.runUntilIdle(accountSid);
  },
);
