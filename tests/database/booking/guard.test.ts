import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Answer, type BookingState } from "@/lib/booking/answer";
import { addDays } from "@/lib/core/time";
import { at, bookAs, openSalon, outcome, type Salon, wish } from "@/tests/database/booking/salon";
import { given } from "@/tests/database/rls/visitor";
import { makeTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

let salon: Salon;
beforeAll(async () => {
  salon = await openSalon();
});
afterAll(() => admin.end());

const book = async (clock: string, more: Partial<Parameters<typeof wish>[1]> = {}) =>
  bookAs(salon.tenant.rep, wish(salon, { starts: at(salon.day, clock), ...more }));
const idOf = (answer: Answer) => ("booking_id" in answer ? answer.booking_id : "");
const move = async (booking_id: string, clock: string, sequence = 0, day = salon.day) =>
  Answer.parse(
    await given(
      salon.tenant.rep.db.rpc("move_booking", {
        request: { booking_id, sequence, starts_at: at(day, clock) },
      }),
    ),
  );
const mark = async (booking: string, became: BookingState, seen = 0) =>
  Answer.parse(
    await given(salon.tenant.rep.db.rpc("set_booking_status", { booking, became, seen })),
  );

describe("a booking", () => {
  test.each([
    ["before opening", "08:45", {}, "closed"],
    ["that would end after closing", "16:45", {}, "closed"],
    ["up to closing", "16:30", {}, "confirmed"],
    ["outside of hours, by somebody who says so", "19:00", { anytime: true }, "confirmed"],
  ])("%s is %s", async (_, clock, more, expected) => {
    expect(outcome(await book(clock, more))).toBe(expected);
  });

  test("keeps its buffer free, and ends where the next begins", async () => {
    const { colouring } = salon;
    expect(outcome(await book("10:00", { service: colouring }))).toBe("confirmed");
    // An hour, and half an hour after it.
    expect(outcome(await book("11:15"))).toBe("taken");
    expect(outcome(await book("11:30"))).toBe("confirmed");
    expect(outcome(await book("11:15", { staff: salon.dan }))).toBe("confirmed");
  });

  test("is refused with whom doesn't do it, with strangers' things, in the past", async () => {
    const { colouring, dan } = salon;
    expect(outcome(await book("13:00", { service: colouring, staff: dan }))).toBe(
      "not_their_service",
    );
    const other = await openSalon();
    expect(outcome(await book("13:00", { service: other.cut }))).toBe("service_not_found");
    expect(outcome(await book("13:00", { staff: other.ana }))).toBe("staff_not_found");
    const past = wish(salon, { starts: "2020-01-06T09:00:00Z", anytime: true });
    expect(outcome(await bookAs(salon.tenant.rep, past))).toBe("past");
    const theirs = { ...wish(salon, { starts: at(salon.day, "13:00") }) };
    const answer = await bookAs(salon.tenant.rep, {
      ...theirs,
      customer: { contact_id: other.contact },
    });
    expect(outcome(answer)).toBe("contact_not_found");
  });

  test("on a closed day is refused with the day's name", async () => {
    const closed = addDays(salon.day, 1);
    await admin`insert into public.closures (tenant_id, first_day, last_day, name)
      values (${salon.tenant.id}, ${closed}, ${closed}, 'Inventory')`;
    const answer = await bookAs(salon.tenant.rep, wish(salon, { starts: at(closed, "10:00") }));
    expect(answer).toEqual({ refused: "closed", closure: "Inventory" });
  });
});

describe("a booking that is there", () => {
  test("is moved once; whoever has not seen that hears so", async () => {
    const id = idOf(await book("14:00"));
    expect(await move(id, "14:30")).toMatchObject({ sequence: 1, status: "confirmed" });
    expect(outcome(await move(id, "15:00", 0))).toBe("changed_meanwhile");
    expect(await move(id, "14:30", 0)).toMatchObject({ sequence: 1 });
    expect(outcome(await book("14:00"))).toBe("confirmed");
  });

  test("that somebody has just moved is not cancelled by whoever has not seen that", async () => {
    const day = addDays(salon.day, 2);
    const id = idOf(await book("", { starts: at(day, "11:00") }));
    await move(id, "11:30", 0, day);
    expect(outcome(await mark(id, "cancelled"))).toBe("changed_meanwhile");
    expect(outcome(await mark(id, "cancelled", 1))).toBe("cancelled");
  });

  test("that gets another service costs what that does; of the same one, what was agreed", async () => {
    const day = addDays(salon.day, 2);
    const id = idOf(await book("", { starts: at(day, "13:00"), service: salon.colouring }));
    await admin`update public.services set price_minor = 9900
      where tenant_id = ${salon.tenant.id} and id = ${salon.colouring}`;
    const later = await move(id, "13:15", 0, day);
    expect(later).toMatchObject({ price_minor: 9000, currency: "RON" });
    const request = {
      ...{ booking_id: id, sequence: 1, service_id: salon.cut },
      starts_at: at(day, "13:15"),
    };
    const other = await given(salon.tenant.rep.db.rpc("move_booking", { request }));
    expect(other).toMatchObject({ service: "Cut", price_minor: null, currency: null });
    await mark(id, "cancelled", 2);
  });

  test("is cancelled, and taken back only while its time is free", async () => {
    const id = idOf(await book("15:30"));
    expect(outcome(await mark(id, "cancelled"))).toBe("cancelled");
    expect(outcome(await mark(id, "cancelled"))).toBe("cancelled");
    expect(outcome(await mark(id, "done", 1))).toBe("over");
    expect(outcome(await move(id, "16:00", 1))).toBe("over");
    const instead = idOf(await book("15:30"));
    expect(outcome(await mark(id, "confirmed", 1))).toBe("taken");
    await mark(instead, "cancelled");
    expect(await mark(id, "confirmed", 1)).toMatchObject({ status: "confirmed", sequence: 2 });
  });

  test("can't be done or a no-show before it begins", async () => {
    const id = idOf(await book("12:00"));
    expect(outcome(await mark(id, "no_show"))).toBe("not_begun");
    await admin`update public.bookings set starts_at = now() - interval '10 minutes',
        ends_at = now() + interval '20 minutes',
        during = tstzrange(now() - interval '10 minutes', now() + interval '20 minutes')
      where id = ${id}`;
    expect(outcome(await mark(id, "no_show"))).toBe("no_show");
  });

  test("is another tenant's as if there were none", async () => {
    const id = idOf(await book("09:00"));
    const stranger = await makeTenant({ withoutTwilio: true });
    const { data } = await stranger.rep.db.rpc("set_booking_status", {
      ...{ booking: id, became: "cancelled", seen: 0 },
    });
    expect(data).toEqual({ refused: "booking_not_found" });
    const seen = await stranger.rep.db.from("bookings").select("id").eq("id", id);
    expect(seen.data).toEqual([]);
  });

  test("of somebody new makes a contact with their number, once", async () => {
    const request = {
      ...wish(salon, { starts: at(salon.day, "09:30"), staff: salon.dan }),
      customer: { name: "Mihai Ionescu", phone: "+40722145689" },
    };
    const first = Answer.parse(await given(salon.tenant.rep.db.rpc("book", { request })));
    const again = Answer.parse(await given(salon.tenant.rep.db.rpc("book", { request })));
    expect(again).toEqual(first);
    const found = await salon.tenant.rep.db
      .from("contact_phones")
      .select("contacts(name)")
      .eq("tenant_id", salon.tenant.id)
      .eq("phone", "+40722145689");
    expect(found.data).toEqual([{ contacts: { name: "Mihai Ionescu" } }]);
  });
});
