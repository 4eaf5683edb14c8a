import type { BookedService, BookingFacts, Helper } from "@/lib/booking/facts";
import { openRanges, type Range } from "@/lib/booking/hours";
import { dayOf } from "@/lib/core/time";

const minuteMs = 60_000;

/** A free time; moments are ISO 8601. */
export type Slot = { service_id: string; staff_id: string; starts_at: string; ends_at: string };

type Wanted = {
  service: BookedService;
  /** Ids; whoever does the service where none is given. */
  staff?: string[];
  /** When it may begin: from one moment until another, which is not part of it. */
  from: Date;
  until: Date;
  /** A booking that is to be moved, whose time counts as free. */
  moving?: string;
};

/**
 * The times at which a service can begin, in order; of one moment one for each of the staff. They
 * lie in opening hours, `slot_minutes` apart from when these begin, and take no time, buffers
 * included, that is taken.
 */
export function freeSlots(facts: BookingFacts, wanted: Wanted): Slot[] {
  const { service, staff, moving } = wanted;
  const can = facts.staff.filter(
    ({ id, services }) => services.includes(service.id) && (!staff || staff.includes(id)),
  );
  const slots = can.flatMap((helper) => {
    const taken = facts.busy
      .filter(({ staff_id, booking_id }) => staff_id === helper.id && booking_id !== moving)
      .map(({ from, until }) => ({ from: Date.parse(from), until: Date.parse(until) }));
    return beginnings(facts, helper, wanted)
      .filter((start) => !taken.some((range) => overlap(range, takenBy(service, start))))
      .map((start) => slotAt(service, helper, start));
  });
  return slots.toSorted((one, other) => one.starts_at.localeCompare(other.starts_at));
}

/** The time of the staff that a service takes which begins at a moment, with its buffers. */
export function takenBy(service: BookedService, start: number): Range {
  const { duration_minutes, buffer_before_minutes, buffer_after_minutes } = service;
  return {
    from: start - buffer_before_minutes * minuteMs,
    until: start + (duration_minutes + buffer_after_minutes) * minuteMs,
  };
}

function beginnings(facts: BookingFacts, helper: Helper, { service, from, until }: Wanted) {
  const lengthMs = service.duration_minutes * minuteMs;
  const stepMs = facts.settings.slot_minutes * minuteMs;
  const first = dayOf(from, facts.time_zone);
  const last = dayOf(until, facts.time_zone);
  return openRanges(facts, helper, { first, last }).flatMap((open) => {
    const starts: number[] = [];
    const behind = Math.max(0, Math.ceil((from.getTime() - open.from) / stepMs));
    const end = Math.min(open.until - lengthMs, until.getTime() - 1);
    for (let start = open.from + behind * stepMs; start <= end; start += stepMs) starts.push(start);
    return starts;
  });
}

function slotAt(service: BookedService, helper: Helper, start: number): Slot {
  const end = start + service.duration_minutes * minuteMs;
  return {
    service_id: service.id,
    staff_id: helper.id,
    starts_at: new Date(start).toISOString(),
    ends_at: new Date(end).toISOString(),
  };
}

const overlap = (one: Range, other: Range) => one.from < other.until && other.from < one.until;
