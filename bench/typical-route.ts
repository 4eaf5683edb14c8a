import type { Sql } from "postgres";
import type { BenchTenant } from "@/bench/tenant";
import { Route } from "@/lib/routing/route";
import { newPerson, plantPeople } from "@/local/tenant/plant";
import { plantRoute } from "@/local/tenant/plant-route";

/** How many people the route rings at once. */
export const people = 10;

const always = [{ from: "00:00", until: "24:00" }];
const week = { mon: always, tue: always, wed: always, thu: always };
const voicemail = {
  ...{ kind: "voicemail", name: "", sound: { text: "Please leave a message." } },
  ...{ mailbox: { kind: "shared" }, max_seconds: 60 },
};

/** Gives the tenant's number a route: hours, then a group of ten, then voicemail. */
export async function followRoute(sql: Sql, { id, numberId }: BenchTenant): Promise<void> {
  const group = Array.from({ length: people }, (_, n) => newPerson("rep", `+1206555013${n}`));
  await plantPeople(sql, id, group);
  const route = Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "hours" },
    steps: {
      hours: {
        ...{ kind: "hours", name: "", open: "group", closed: "box" },
        hours: {
          ...{ time_zone: "America/New_York", holidays: [{ day: "12-25", name: "" }] },
          ...{ exceptions: [], week: { ...week, fri: always, sat: always, sun: always } },
        },
      },
      group: {
        ...{ kind: "ring", name: "Sales", order: "at_once", seconds: 20 },
        who: { kind: "people", people: group.map(({ userId }) => userId) },
        ...{ not_free: "box", no_answer: "box" },
      },
      box: voicemail,
    },
  });
  await plantRoute(sql, { tenantId: id, numberId, route });
}
