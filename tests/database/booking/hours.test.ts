import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRanges } from "@/lib/booking/hours";
import { addDays } from "@/lib/core/time";
import { weekOf } from "@/local/tenant/plant-booking";
import {
  at,
  bookAs,
  openSalon,
  outcome,
  type Salon,
  wish,
  zone,
} from "@/tests/database/booking/salon";
import { admin } from "@/tests/telephony/record/call-record";

let salon: Salon;
beforeAll(async () => {
  salon = await openSalon();
});
afterAll(() => admin.end());

test("a booking across midnight is within hours that go on after it", async () => {
  const { tenant, day } = salon;
  const late = [{ from: "22:00", until: "00:00" }];
  const early = [{ from: "00:00", until: "02:00" }];
  const nights = weekOf({ mon: late, tue: early });
  await admin`update public.opening_hours set week = ${admin.json(nights)}
    where tenant_id = ${tenant.id}`;
  const outcomeAt = async (clock: string) =>
    outcome(await bookAs(tenant.rep, wish(salon, { starts: at(day, clock) })));
  expect(await outcomeAt("23:45")).toBe("confirmed");
  expect(await outcomeAt("21:45")).toBe("closed");
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 30))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const spans = fc.array(
  fc.tuple(clock, clock).filter(([from, until]) => from !== until),
  { maxLength: 3 },
);
// The nights of both changes in Bucharest, and days without one.
const days = fc.constantFrom("2027-03-27", "2027-03-28", "2026-10-24", "2026-10-25", "2026-12-03");

test("the database and the app agree when it is open, also when clocks change", async () => {
  const { tenant, ana } = salon;
  await fc.assert(
    fc.asyncProperty(spans, days, fc.boolean(), async (pairs, first, isClosed) => {
      const open = pairs.map(([from, until]) => ({ from, until }));
      const week = weekOf({ sat: open, sun: open, mon: open, thu: open });
      const last = addDays(first, 1);
      const closures = isClosed
        ? [{ staff_id: null, first_day: last, last_day: last, name: "Closed" }]
        : [];
      await admin`update public.opening_hours set week = ${admin.json(week)}
        where tenant_id = ${tenant.id}`;
      await admin`delete from public.closures where tenant_id = ${tenant.id}`;
      for (const closure of closures) {
        await admin`insert into public.closures ${admin({ tenant_id: tenant.id, ...closure })}`;
      }
      const rows = await admin<{ from: string; until: string }[]>`
        select extract(epoch from lower(r)) * 1000 as from,
          extract(epoch from upper(r)) * 1000 as until
        from unnest(private.open_hours(${tenant.id}, ${ana}, ${first}, ${last})) r order by 1`;
      const inDatabase = rows.map(({ from, until }) => ({
        from: Number(from),
        until: Number(until),
      }));
      const facts = { time_zone: zone, week, closures };
      expect(openRanges(facts, { id: ana, week: null }, { first, last })).toEqual(inDatabase);
    }),
    { numRuns: 60 },
  );
});
