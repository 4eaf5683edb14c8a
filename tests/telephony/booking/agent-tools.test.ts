import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { tools } from "@/lib/agent/tools/registry";
import type { ToolContext, ToolResult } from "@/lib/agent/tools/tool";
import { mailCustomer, remindCustomer, textCustomer } from "@/lib/booking/notify/send";
import { again } from "@/lib/core/job";
import { addDays, momentOf } from "@/lib/core/time";
import { at, bookAs, openSalon, type Salon, wish, zone } from "@/tests/database/booking/salon";
import { given } from "@/tests/database/rls/visitor";
import { keepSweepsAway } from "@/tests/support/sweeps";
import { customer } from "@/tests/telephony/calls/walk";
import { sentAtTwilio } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";

let salon: Salon;
let turns = 0;
let call = "";
beforeAll(async () => {
  salon = await openSalon();
});
beforeEach(() => {
  turns = 1;
  call = randomUUID();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const contextOf = (changes: Partial<ToolContext>): ToolContext => ({
  ...{ tenantId: salon.tenant.id, callId: call, sessionId: randomUUID() },
  ...{ toolCallId: randomUUID(), caller: { phone: customer, contactId: null } },
  ...{
    language: "ro",
    languages: ["ro", "en"],
    timeZone: zone,
    now: new Date(),
    turnsOfCaller: turns,
  },
  ...changes,
});

/** What a tool answers; after it the caller speaks once more. */
async function use(
  name: string,
  args: object,
  changes: Partial<ToolContext> = {},
): Promise<ToolResult> {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(name);
  const result = await tool.run(contextOf(changes), args);
  turns += 1;
  return result;
}

const Offers = z.array(
  z.object({
    slot_token: z.string(),
    starts_at: z.string(),
    staff: z.string(),
    spoken: z.string(),
  }),
);
const offersOf = (result: ToolResult) => Offers.parse(result.slots);
const look = async (more: object = {}) =>
  offersOf(await use("check_availability", { service: "Cut", day: salon.day, ...more }));

const booked = () => admin<{ id: string; status: string; starts_at: Date; call_id: string }[]>`
  select id, status, starts_at, call_id from public.bookings
  where tenant_id = ${salon.tenant.id} and call_id = ${call} order by starts_at`;

describe("free times", () => {
  test("are at most three, an hour apart, with what is to be said in the call's language", async () => {
    const result = await use("check_availability", { service: "cut", day: salon.day });
    const offers = offersOf(result);
    expect(offers.map(({ starts_at }) => starts_at)).toEqual(
      ["09:00", "10:00", "11:00"].map((clock) => at(salon.day, clock)),
    );
    expect(result.say).toMatch(
      /^Pentru Cut, luni, .* avem liber la ora nouă, ora zece sau ora unsprezece cu Ana/,
    );
    const english = await use(
      "check_availability",
      { service: "cut", day: salon.day, part_of_day: "afternoon" },
      { language: "en" },
    );
    expect(english.say).toMatch(/^For Cut, Monday, .* I have noon, one PM, or two PM with Ana/);
    const both = { service: "cut", day: "tomorrow", language: "en" };
    expect((await use("check_availability", both)).say).toContain("Cut");
    expect((await use("check_availability", { ...both, language: "ro" })).say).toMatch(
      /Pentru Cut/,
    );
  });

  test.each([
    [{ service: "massage" }, "Nu avem massage"],
    [{ service: "cut", staff: "Maria" }, "Nu avem pe nimeni cu numele Maria"],
    [{ service: "cut", day: "luni viitoare" }, "Vă referiți la luni"],
    [{ service: "cut", day: "2020-01-06" }, "Ziua aceea a trecut"],
    [{ service: "cut", day: "peste opt luni" }, "Pot face programări cu cel mult șaizeci zile"],
    [{ service: "cut", day: "când puteți" }, "În ce zi doriți?"],
  ])("of %o are asked for again", async (args, say) => {
    const result = await use("check_availability", args);
    expect(result).toMatchObject({ ok: false, say: expect.stringContaining(say) });
    expect(result.slots).toBeUndefined();
  });

  test("on a closed day are those of the next one, which is said", async () => {
    const sunday = new Date(Date.parse(salon.day) - 86_400_000).toISOString().slice(0, 10);
    const result = await use("check_availability", {
      service: "Cut",
      day: sunday,
      time: "la trei",
    });
    expect(result.say).toMatch(/^Nu mai este nimic liber duminică/);
    expect(offersOf(result).map(({ starts_at }) => starts_at)).toEqual([at(salon.day, "15:00")]);
  });
});

describe("a booking by voice", () => {
  test("is made of what was offered and heard, once, in the caller's name", async () => {
    const [first] = await look({ staff: "Dan", time: "9:30" });
    const toolCallId = randomUUID();
    const args = { slot_token: first?.slot_token, name: "Elena Marin" };
    const result = await use("book_appointment", args, { toolCallId });
    expect(result).toMatchObject({ ok: true, starts_at: at(salon.day, "09:30"), staff: "Dan" });
    expect(result.say).toMatch(
      /^V-am programat: Cut cu Dan, luni, .* la ora nouă și jumătate\. Veți/,
    );
    expect(await use("book_appointment", args, { toolCallId })).toEqual(result);
    expect(await use("book_appointment", args)).toEqual(result);
    expect(await booked()).toHaveLength(1);
    const contacts = salon.tenant.rep.db.from("contact_phones").select("contacts(name)");
    const { data } = await contacts.eq("tenant_id", salon.tenant.id).eq("phone", customer);
    expect(data).toEqual([{ contacts: { name: "Elena Marin" } }]);
  });

  test("is refused of a token that this call was not offered, or that nobody has heard yet", async () => {
    const [offer] = await look({ time: "13:00" });
    const args = { slot_token: offer?.slot_token, name: "Eve" };
    expect(await use("book_appointment", args, { turnsOfCaller: 1 })).toMatchObject({
      ...{ ok: false, reason: "not_heard" },
    });
    for (const changes of [{ callId: randomUUID() }, {}]) {
      const token = "callId" in changes ? args.slot_token : "0123456789abcdef";
      const result = await use("book_appointment", { ...args, slot_token: token }, changes);
      expect(result).toMatchObject({ ok: false, reason: "not_offered" });
    }
    const other = await openSalon();
    expect(await use("book_appointment", args, { tenantId: other.tenant.id })).toMatchObject({
      ...{ ok: false, reason: "not_offered" },
    });
    expect(await booked()).toEqual([]);
  });

  test("of a time that was taken meanwhile is refused, and nothing is said to be booked", async () => {
    const [offer] = await look({ staff: "Ana", time: "14:00" });
    await bookAs(salon.tenant.rep, wish(salon, { starts: at(salon.day, "14:00") }));
    const result = await use("book_appointment", { slot_token: offer?.slot_token, name: "Ion" });
    expect(result).toMatchObject({ ok: false, reason: "taken" });
    expect(result.say).toContain("tocmai s-a ocupat");
    expect(await booked()).toEqual([]);
  });

  test("says that a text comes only where one can be sent", async () => {
    const [offer] = await look({ staff: "Dan", time: "12:00" });
    const caller = { phone: "+33612345678", contactId: null };
    const args = { slot_token: offer?.slot_token, name: "Luc", language: "en" };
    const { say } = await use("book_appointment", args, { caller });
    expect(say).toMatch(/^It's booked: Cut with Dan, .* noon\.$/);
  });

  test("offers that are to be cancelled are no times to book", async () => {
    const caller = { phone: "+12065550166", contactId: null };
    const [offer] = await look({ staff: "Dan", time: "13:00" });
    await use("book_appointment", { slot_token: offer?.slot_token, name: "Ina" }, { caller });
    await use("cancel", {}, { caller });
    const [{ id = "" } = {}] = await booked();
    const args = { slot_token: `${id}:0`, name: "Ina" };
    expect(await use("book_appointment", args, { caller })).toMatchObject({
      ...{ ok: false, reason: "not_offered" },
    });
  });

  test("asks for the name of whom nobody knows", async () => {
    const [offer] = await look({ time: "15:00" });
    const result = await use("book_appointment", { slot_token: offer?.slot_token });
    expect(result).toMatchObject({ ok: false, ask: true, say: "Pe ce nume fac programarea?" });
  });

  test("is found, moved and cancelled by its caller, and by nobody else", async () => {
    const caller = { phone: "+12065550144", contactId: salon.contact };
    const [offer] = await look({ staff: "Dan", time: "16:00" });
    await use("book_appointment", { slot_token: offer?.slot_token }, { caller });
    const first = await booked();
    call = randomUUID();
    const stranger = { caller: { phone: "+12065550155", contactId: null } };
    expect(await use("find_my_bookings", {}, stranger)).toMatchObject({ ok: true, bookings: [] });
    expect(await use("cancel", { booking: first[0]?.id }, stranger)).toMatchObject({ ok: false });
    const found = await use("find_my_bookings", {}, { caller });
    expect(found.say).toContain("ora șaisprezece");
    const [later] = await look({ staff: "Dan", time: "16:30" });
    const booking = first[0]?.id;
    const moved = await use("reschedule", { booking, slot_token: later?.slot_token }, { caller });
    expect(moved).toMatchObject({ ok: true, starts_at: at(salon.day, "16:30") });
    const asked = { ok: false, ask: true, status: "confirmed" };
    const turnsOfCaller = turns;
    expect(await use("cancel", { booking }, { caller })).toMatchObject(asked);
    expect(await use("cancel", { booking }, { caller, turnsOfCaller })).toMatchObject(asked);
    const other = { caller, callId: randomUUID() };
    expect(await use("cancel", { booking }, other)).toMatchObject(asked);
    expect(await use("cancel", { booking }, { caller })).toMatchObject({
      ...{ ok: true, status: "cancelled" },
    });
    const [row] =
      await admin`select status, sequence from public.bookings where id = ${booking ?? ""}`;
    expect(row).toEqual({ status: "cancelled", sequence: 2 });
  });
});

describe("what a customer hears", () => {
  keepSweepsAway();

  test("is texted once from the row, at night too, and not once it has changed", async () => {
    const [offer] = await look({ staff: "Dan", time: "11:00" });
    await use("book_appointment", { slot_token: offer?.slot_token, name: "Elena" });
    const [{ id = "" } = {}] = await booked();
    const waiting =
      await admin`select name from jobs.job where data ->> 'id' = ${id} order by name`;
    expect(waiting.map(({ name }) => name)).toEqual([
      ...["bookings.mail", "bookings.remind", "bookings.text"],
    ]);
    const about = { tenant_id: salon.tenant.id, id, sequence: 0 };
    await admin`update public.tenants set quiet_from = '00:00', quiet_until = '23:59',
      allowed_countries = '{US}' where id = ${salon.tenant.id}`;
    await Promise.all([textCustomer(about, new Date()), textCustomer(about, new Date())]);
    const sent = await sentAtTwilio(salon.tenant);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ to: customer });
    expect(JSON.stringify(sent[0])).toMatch(
      /Programarea dvs\. \(Cut\) este confirmata: luni, .*, ora 11:00, cu Dan/,
    );
    expect(await remindCustomer(about, new Date())).not.toEqual({});
    expect(await sentAtTwilio(salon.tenant)).toHaveLength(1);
    await given(
      salon.tenant.rep.db.rpc("set_booking_status", { booking: id, became: "cancelled", seen: 0 }),
    );
    expect(await textCustomer(about, new Date())).toEqual({});
    expect(await remindCustomer({ ...about, sequence: 1 }, new Date())).toEqual({});
    await textCustomer({ ...about, sequence: 1 }, new Date());
    expect(JSON.stringify(await sentAtTwilio(salon.tenant))).toContain("este anulata");
  });

  test("is reminded by one text outside of quiet hours, though the job runs twice", async () => {
    const to = "+12065550188";
    const caller = { phone: to, contactId: null };
    const [offer] = await look({ staff: "Dan", time: "10:00" });
    await use("book_appointment", { slot_token: offer?.slot_token, name: "Maria" }, { caller });
    const [{ id = "" } = {}] = await booked();
    const about = { tenant_id: salon.tenant.id, id, sequence: 0 };
    await admin`update public.tenants set quiet_from = '21:00', quiet_until = '08:00',
      allowed_countries = '{US}' where id = ${salon.tenant.id}`;
    // Where the customer is: in Seattle.
    const dayBefore = (clock: string) =>
      new Date(momentOf(`${addDays(salon.day, -1)}T${clock}`, "America/Los_Angeles") ?? "");
    const sent = async () => (await sentAtTwilio(salon.tenant)).filter((one) => one.to === to);
    expect(await remindCustomer(about, dayBefore("07:59"))).toEqual(again({}, dayBefore("08:00")));
    expect(await sent()).toEqual([]);
    const run = () => remindCustomer(about, dayBefore("08:00"));
    await Promise.all([run(), run()]);
    await run();
    expect(await sent()).toHaveLength(1);
    expect(JSON.stringify(await sent())).toMatch(
      /Va reamintim programarea dvs\. \(Cut\): luni, .*, ora 10:00, cu Dan/,
    );
  });

  test("is mailed once per change, where an address is known", async () => {
    const { tenant, contact } = salon;
    const email = { tenant_id: tenant.id, contact_id: contact, email: `ioana@${tenant.id}.test` };
    await given(tenant.rep.db.from("contact_emails").insert(email).select("id"));
    const answer = await bookAs(tenant.rep, wish(salon, { starts: at(salon.day, "09:00") }));
    const id = "booking_id" in answer ? answer.booking_id : "";
    const about = { tenant_id: tenant.id, id, sequence: 0 };
    expect(await mailCustomer(about)).toEqual({ mailed: 1 });
    expect(await mailCustomer({ ...about, sequence: 1 })).toEqual({});
  });
});
