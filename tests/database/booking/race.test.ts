import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/local/postgres/database";
import { at, bookAs, openSalon, outcome, type Salon, wish } from "@/tests/database/booking/salon";
import { stack } from "@/tests/support/stack";
import { admin } from "@/tests/telephony/record/call-record";

const many = connect(stack.adminDatabaseUrl, 16);
let salon: Salon;
beforeAll(async () => {
  salon = await openSalon();
});
afterAll(() => Promise.all([admin.end(), many.end()]));

const bookings = () => admin<{ id: string; staff_id: string }[]>`
  select id, staff_id from public.bookings where tenant_id = ${salon.tenant.id}
    and status = 'confirmed'`;
const overlaps = () => admin`
  select from public.bookings a join public.bookings b on b.tenant_id = a.tenant_id
    and b.staff_id = a.staff_id and b.id > a.id and b.during && a.during
  where a.tenant_id = ${salon.tenant.id} and a.status = 'confirmed' and b.status = 'confirmed'`;

const inDatabase = (starts: string, staff: string) => {
  const request = {
    ...wish(salon, { starts, staff }),
    ...{ source: "call", language: "ro", now: new Date().toISOString() },
  };
  return many`select private.book(${salon.tenant.id}, null, ${many.json(request)}) as answer`;
};

test("of many who want overlapping times at once, as many get one as fit", async () => {
  // Four half hours that overlap by a quarter: two fit, whichever come first.
  const starts = ["09:00", "09:15", "09:30", "09:45"].map((clock) => at(salon.day, clock));
  const wanted = Array.from({ length: 320 }, (_, nth) => starts[nth % starts.length] ?? "");
  await Promise.all([
    ...wanted.map((each) => inDatabase(each, salon.ana)),
    ...starts.map((each) => bookAs(salon.tenant.rep, wish(salon, { starts: each }))),
  ]);
  expect(await overlaps()).toHaveLength(0);
  expect(await bookings()).toHaveLength(2);
});

test("two moves to one free time at once: one gets it, the other keeps what it had", async () => {
  const [one, other] = await Promise.all(
    ["11:00", "12:00"].map((clock) =>
      bookAs(salon.tenant.rep, wish(salon, { starts: at(salon.day, clock) })),
    ),
  );
  const ids = [one, other].map((each) => (each && "booking_id" in each ? each.booking_id : ""));
  const answers = await Promise.all(
    ids.map((booking_id) => {
      const request = { booking_id, sequence: 0, starts_at: at(salon.day, "14:00") };
      return salon.tenant.rep.db.rpc("move_booking", { request });
    }),
  );
  const refused = answers.filter(({ data }) => JSON.stringify(data).includes("taken"));
  expect(refused).toHaveLength(1);
  expect(await overlaps()).toHaveLength(0);
});

test("one form that is sent ten times books once", async () => {
  const request = wish(salon, { starts: at(salon.day, "16:00") });
  const before = (await bookings()).length;
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => bookAs(salon.tenant.rep, request)),
  );
  expect(new Set(answers.map(outcome))).toEqual(new Set(["confirmed"]));
  expect(await bookings()).toHaveLength(before + 1);
});
