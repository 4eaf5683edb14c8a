import type { Sql } from "postgres";
import { tenantOf } from "@/bench/data/cast";
import type { Bench, Figure, Row } from "@/bench/figure";
import { takeShifts } from "@/bench/pages/observe";
import { type Desk, type Opened, openBrowser } from "@/bench/pages/open-browser";
import { fullPlaces, listFrom, type PageName, type Places, pageNames } from "@/bench/pages/places";
import { type Shifts, watchCallEnd, watchNewCall } from "@/bench/pages/shifts";
import { type Step, steps, type Walked, walk } from "@/bench/pages/walk";
import { median } from "@/bench/ratio";
import { connect } from "@/local/postgres/database";

const rounds = 3;
const maxMs = 100;
const maxBytes = 200_000;

/** Two figures, however small: a little is not nothing. */
const round = (shift: number) => Number(shift.toPrecision(2));

const stepNames: Record<Step, string> = {
  contact: "click from contacts to a contact",
  calls: "click to calls",
  filter: "filtering the log",
  call: "click to a call",
  contacts: "click back to contacts",
  typing: "typing in the search",
};

type Weighed = { shifts: Record<string, Shifts>; script: Opened["script"] };

async function weigh(desk: Desk, sql: Sql, places: Places, name: PageName): Promise<Weighed> {
  const { page, script } = await desk.open(places[name]);
  const load = await takeShifts(page);
  const contactId = places.contact.split("/").at(-1) ?? "";
  const live =
    name === "call"
      ? { ends: await watchCallEnd(desk, sql, contactId) }
      : await watchNewCall(page, sql, contactId);
  return { shifts: { load, ...live }, script };
}

function stepRow(step: Step, walks: Walked[]): Row {
  const paint = median(walks.map((walked) => walked[step].paint));
  const arrival = median(walks.map((walked) => walked[step].arrival));
  return {
    figure: `browser, ${stepNames[step]}: interaction to next paint`,
    value: `${Math.round(paint)} ms, page there after ${Math.round(arrival)} ms`,
    floor: "",
    ratio: "",
    goal: `≤ ${maxMs} ms`,
    met: paint <= maxMs,
  };
}

/** When things may not move, as the table says it. */
const still = { load: "at load", ends: "when a call ends" };
/** A new row on top of a list moves those below it: reported without a goal. */
const moving = { rings: "when a call comes in" };

function shiftsAt(moments: Record<string, string>, all: Weighed[]) {
  return Object.entries(moments).flatMap(([moment, words]) => {
    const sums = all.flatMap(({ shifts }) => shifts[moment]?.sum ?? []);
    return sums.length > 0 ? [{ words, most: Math.max(...sums) }] : [];
  });
}

const inWords = (shifts: { words: string; most: number }[]) =>
  shifts.map(({ words, most }) => `${round(most)} ${words}`).join(", ");

function weightRows(name: PageName, all: Weighed[]): Row[] {
  const [judged, excused] = [shiftsAt(still, all), shiftsAt(moving, all)];
  const first = median(all.map(({ script }) => script.first));
  const later = median(all.map(({ script }) => script.later));
  const kilo = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
  const plain = { floor: "", ratio: "" };
  return [
    {
      ...plain,
      figure: `browser, ${name}: layout shift`,
      value: inWords(judged),
      goal: "0",
      met: judged.every(({ most }) => most === 0),
    },
    ...(excused.length > 0
      ? [
          {
            ...plain,
            figure: `browser, ${name}: new row`,
            value: inWords(excused),
            goal: "",
            met: null,
          },
        ]
      : []),
    {
      ...plain,
      figure: `browser, ${name}: first-load script, gzipped`,
      value: `${kilo(first)}, ${kilo(later)} more once it has loaded`,
      goal: `≤ ${kilo(maxBytes)}`,
      met: first <= maxBytes,
    },
  ];
}

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const sql = connect(stack.adminDatabaseUrl, 1);
  const desk = await openBrowser(stack, bench.log);
  try {
    const { id } = tenantOf(0);
    const full = await fullPlaces(sql, id);
    const contactId = full.contact.split("/").at(-1) ?? "";
    const places = { ...full, contacts: await listFrom(sql, id, contactId) };
    const walks: Walked[] = [];
    const weighed: Record<PageName, Weighed[]> = { contacts: [], contact: [], calls: [], call: [] };
    for (let turn = 0; turn < rounds; turn += 1) {
      const { page } = await desk.open(places.contacts);
      walks.push(await walk(page, places.contact));
      for (const name of pageNames) {
        const one = await weigh(desk, sql, places, name);
        weighed[name].push(one);
        for (const [moment, { moved }] of Object.entries(turn === 0 ? one.shifts : {})) {
          for (const what of moved) bench.log(`${name}, ${moment}: ${what}`);
        }
        bench.interrupted.throwIfAborted();
      }
    }
    return [
      ...steps.map((step) => stepRow(step, walks)),
      ...pageNames.flatMap((name) => weightRows(name, weighed[name])),
    ];
  } finally {
    await desk.close();
    await sql.end();
  }
}

/** What the pages cost in a browser, as the manager of the largest tenant. */
export const browser: Figure = { name: "browser", run: measure };
