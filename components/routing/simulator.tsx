"use client";

import { useMemo, useState } from "react";
import { CallerField } from "@/components/routing/simulator-caller";
import { Availability } from "@/components/routing/simulator-people";
import { Trace } from "@/components/routing/simulator-trace";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { clockOf, momentOf } from "@/lib/core/time";
import type { AudioFile } from "@/lib/files/store";
import type { GroupChoice } from "@/lib/routing/edit/facts";
import type { Person } from "@/lib/routing/people";
import type { Route } from "@/lib/routing/route";
import { simulate } from "@/lib/routing/simulate/simulate";
import type { Choice } from "@/lib/routing/simulate/words";
import type { Facts } from "@/lib/routing/turn";

export type TrialFacts = {
  /** As a call would find them now. */
  people: readonly Person[];
  groups: readonly GroupChoice[];
  audio: readonly AudioFile[];
  refused: readonly string[];
  timeZone: string;
};

const nobody: Pick<Facts, "owner_id" | "last_speaker"> = { owner_id: null, last_speaker: null };

/** Tries a call through the draft, by the function that answers real calls. */
export function Simulator({ route, facts }: { route: Route; facts: TrialFacts }) {
  const zone = zoneOf(route) ?? facts.timeZone;
  const [caller, setCaller] = useState(nobody);
  const [clock, setClock] = useState<string | null>(null);
  const [free, setFree] = useState<Record<string, boolean>>({});
  const [called, setCalled] = useState<Date | null>(null);
  const [done, setDone] = useState<Choice[]>([]);
  const moment = clock === null ? called : new Date(momentOf(clock, zone) ?? Number.NaN);
  const people = useMemo(
    () => facts.people.map((one) => as(one, free[one.user_id])),
    [facts, free],
  );
  const groups = useMemo(
    () => Object.fromEntries(facts.groups.map(({ id, people }) => [id, [...people]])),
    [facts],
  );
  const tried = useMemo(() => {
    if (!called || !moment || Number.isNaN(moment.getTime())) return null;
    return simulate({
      ...{ route, moment, inputs: done.map(({ input }) => input) },
      facts: { ...caller, people, groups, queue: null, may_call_back: true },
      mayCall: (number) => !facts.refused.includes(number),
    });
  }, [route, moment, called, done, caller, people, groups, facts]);
  return (
    <Card title="Try it" description="A call through the draft. Nobody's phone rings.">
      <div className="flex flex-col gap-5">
        <CallerField onCaller={setCaller} />
        <div className="flex flex-col gap-3">
          <SelectField
            label="When"
            value={clock === null ? "now" : "then"}
            onChange={({ target }) =>
              setClock(target.value === "now" ? null : clockOf(new Date(), zone))
            }
          >
            <option value="now">Now</option>
            <option value="then">At another time</option>
          </SelectField>
          {clock !== null && (
            <TextField
              label={`Date and time in ${zone.replaceAll("_", " ")}`}
              type="datetime-local"
              value={clock}
              onChange={({ target }) => setClock(target.value)}
            />
          )}
        </div>
        <Availability
          people={facts.people}
          free={free}
          onFree={(user, is) => setFree({ ...free, [user]: is })}
        />
        <Button
          variant="primary"
          className="self-start"
          onClick={() => {
            setDone([]);
            setCalled(new Date());
          }}
        >
          {called ? "Call again" : "Call"}
        </Button>
        {tried && (
          <Trace
            route={route}
            people={people}
            audio={facts.audio}
            tried={tried}
            done={done}
            onChoice={(choice) => setDone([...done.slice(0, tried.length - 1), choice])}
          />
        )}
      </div>
    </Card>
  );
}

/** A person as they are, or as free or away as was chosen. */
function as(person: Person, free: boolean | undefined): Person {
  if (free === undefined) return person;
  if (free) return { ...person, availability: "free" };
  return person.availability === "free" ? { ...person, availability: "away" } : person;
}

/** The time zone of the first hours in the route. */
function zoneOf(route: Route): string | undefined {
  for (const step of Object.values(route.steps)) {
    if (step.kind === "hours") return step.hours.time_zone;
  }
  return undefined;
}
