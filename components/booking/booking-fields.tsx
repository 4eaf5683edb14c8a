"use client";

import { useMemo, useRef, useState } from "react";
import { FreeTimes } from "@/components/booking/free-times";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { BookingFacts } from "@/lib/booking/facts";
import { freeSlots } from "@/lib/booking/slots";
import { lengthWords, priceWords } from "@/lib/booking/words";
import { addDays, clockOf, dayStart } from "@/lib/core/time";

export type When = { service_id?: string; staff_id?: string; starts?: string };

/**
 * What, with whom and when, with the free times of the day that is chosen. `facts` know what is
 * taken between `known` (YYYY-MM-DD) and two weeks later. `moving` is a booking that gets another
 * time.
 */
export function BookingFields({
  facts,
  known,
  chosen,
  moving,
}: {
  facts: BookingFacts;
  known: string;
  chosen: When;
  moving?: string;
}) {
  const { services, staff, time_zone: zone } = facts;
  const [serviceId, setService] = useState(chosen.service_id ?? firstFor(facts, chosen.staff_id));
  const [staffId, setStaff] = useState(chosen.staff_id ?? "");
  const [starts, setStarts] = useState(chosen.starts ?? "");
  const input = useRef<HTMLInputElement>(null);
  const service = services.find(({ id }) => id === serviceId);
  const can = staff.filter(({ services: theirs }) => theirs.includes(serviceId));
  const whose = can.some(({ id }) => id === staffId) ? staffId : (can[0]?.id ?? "");
  const day = starts.slice(0, 10);
  const free = useMemo(() => {
    if (!service || day < known || day > addDays(known, 13)) return null;
    const from = new Date(Math.max(Date.parse(dayStart(day, zone)), Date.now()));
    const until = new Date(dayStart(addDays(day, 1), zone));
    return freeSlots(facts, { service, staff: [whose], from, until, ...(moving && { moving }) });
  }, [facts, service, whose, day, known, zone, moving]);

  function choose(clock: string) {
    if (!input.current) return;
    input.current.value = clock;
    input.current.dispatchEvent(new Event("input", { bubbles: true }));
    setStarts(clock);
  }

  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Service"
          name="service_id"
          value={serviceId}
          onChange={({ target }) => setService(target.value)}
          hint={
            service &&
            [lengthWords(service.duration_minutes), priceWords(service)].filter(Boolean).join(" · ")
          }
        >
          {services.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="With"
          name="staff_id"
          value={whose}
          onChange={({ target }) => setStaff(target.value)}
          hint={can.length === 0 ? "Nobody does this service yet." : undefined}
        >
          {can.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField
        label="Starts"
        name="starts"
        type="datetime-local"
        step={300}
        ref={input}
        defaultValue={chosen.starts}
        onChange={({ target }) => setStarts(target.value)}
      />
      {free && (
        <FreeTimes
          times={free.map(({ starts_at }) => clockOf(new Date(starts_at), zone))}
          chosen={starts.slice(0, 16)}
          onChoose={choose}
        />
      )}
    </>
  );
}

/** The first service that somebody does, or that can be booked at all. */
function firstFor({ services, staff }: BookingFacts, staffId: string | undefined): string {
  const theirs = staff.find(({ id }) => id === staffId)?.services ?? [];
  const found = services.find(({ id }) => theirs.includes(id)) ?? services[0];
  return found?.id ?? "";
}
