import { maxRung, type orders } from "@/lib/routing/limits";
import type { Who } from "@/lib/routing/route";

export const availabilities = [
  ...(["free", "on_call", "ringing", "after_call", "busy", "away", "offline"] as const),
  ...(["outside_hours", "no_phone", "is_caller", "declined", "removed"] as const),
];
export type Availability = (typeof availabilities)[number];

/** Why a person is not rung, as it follows their name: "Ana: on a call". */
const whyNot: Record<Exclude<Availability, "free">, string> = {
  on_call: "on a call",
  ringing: "being rung by another call",
  after_call: "finishing a call",
  busy: "busy",
  away: "away",
  offline: "offline",
  outside_hours: "outside their hours",
  no_phone: "without a verified phone, and not in the browser",
  is_caller: "is the caller",
  declined: "declined the call",
  removed: "no longer here",
};

/** A member of the company at this moment. Times are milliseconds since 1970. */
export type Person = {
  user_id: string;
  name: string;
  availability: Availability;
  /** When a call rang them last, and when they talked last; null for never. */
  rung_at: number | null;
  talked_at: number | null;
  /** How many phones and browsers of theirs ring one after another; left out: all at once. */
  devices?: number;
};

/** Somebody whom a step thought of, and what came of it. */
export type Considered = {
  user_id: string;
  name: string;
  result: Availability | "rung" | "not_reached" | "not_yet";
};

type Order = (typeof orders)[number];

/** A person with their place in the step's list. */
type Placed = { place: number; person: Person };

const byTime = (time: (person: Person) => number | null) => (one: Placed, other: Placed) =>
  (time(one.person) ?? 0) - (time(other.person) ?? 0) || one.place - other.place;

const sorts: Record<Order, (one: Placed, other: Placed) => number> = {
  at_once: (one, other) => one.place - other.place,
  in_turn: (one, other) => one.place - other.place,
  round_robin: byTime(({ rung_at }) => rung_at),
  longest_idle: byTime(({ talked_at }) => talked_at),
};

const unknown = (user_id: string): Person => {
  const never = { rung_at: null, talked_at: null };
  return { user_id, name: "A former colleague", availability: "removed", ...never };
};

/** Made once for the facts of a decision, however many steps ask. */
const indexes = new WeakMap<readonly Person[], ReadonlyMap<string, Person>>();

function byId(people: readonly Person[]): ReadonlyMap<string, Person> {
  const known = indexes.get(people) ?? new Map(people.map((one) => [one.user_id, one]));
  indexes.set(people, known);
  return known;
}

/** The ids of whom a step rings, in its order. Of a group that is not known, nobody. */
export function peopleOf(
  who: Who,
  { people, groups = {} }: { people: readonly Person[]; groups?: Record<string, string[]> },
): string[] {
  switch (who.kind) {
    case "everyone":
      return people.map(({ user_id }) => user_id);
    case "people":
      return who.people;
    case "group":
      return groups[who.group_id] ?? [];
    default:
      return who satisfies never;
  }
}

/**
 * Whom to ring next of these people. `tried` has the places in the list of those who were rung for
 * this step already. `places` are those of the chosen: none when nobody is left who is free.
 * private.claim_people chooses alike.
 */
export function choosePeople(
  listed: readonly string[],
  people: readonly Person[],
  order: Order,
  tried: readonly number[],
): { places: number[]; user_ids: string[]; considered: Considered[] } {
  const all = placed(listed, people);
  const isOver = order === "at_once" ? tried.length > 0 : tried.length >= maxRung;
  const free = all
    .filter(({ place, person }) => person.availability === "free" && !tried.includes(place))
    .sort(sorts[order]);
  const chosen = isOver ? [] : free.slice(0, order === "at_once" ? maxRung : 1);
  const places = chosen.map(({ place }) => place);
  const user_ids = chosen.map(({ person }) => person.user_id);
  return { places, user_ids, considered: considered(all, tried, places) };
}

/**
 * Who was rung last of these people, where they may be rung once more; null where they are free no
 * more. private.claim_people chooses alike.
 */
export function chooseAgain(
  listed: readonly string[],
  people: readonly Person[],
  tried: readonly number[],
): { user_id: string; considered: Considered[] } | null {
  const all = placed(listed, people);
  const last = all.find(({ place }) => place === tried.at(-1));
  if (last?.person.availability !== "free") return null;
  const before = tried.slice(0, -1);
  return { user_id: last.person.user_id, considered: considered(all, before, [last.place]) };
}

function placed(listed: readonly string[], people: readonly Person[]): Placed[] {
  const known = byId(people);
  return [...new Set(listed)].map((id, place) => ({ place, person: known.get(id) ?? unknown(id) }));
}

function considered(
  all: readonly Placed[],
  tried: readonly number[],
  rung: readonly number[],
): Considered[] {
  return all.map(({ place, person: { user_id, name, availability } }) => {
    if (tried.includes(place)) return { user_id, name, result: "not_reached" };
    if (rung.includes(place)) return { user_id, name, result: "rung" };
    return { user_id, name, result: availability === "free" ? "not_yet" : availability };
  });
}

const came: Record<string, string> = {
  rung: "rung",
  not_reached: "didn't answer",
  not_yet: "not their turn yet",
  ...whyNot,
};

/** "On a call", as it stands beside a name. */
export function availabilityWords(availability: Availability): string {
  if (availability === "free") return "Free";
  if (availability === "ringing") return "Being rung";
  const words = whyNot[availability];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Ana: on a call". */
export function consideredWords({ name, result }: Considered): string {
  return `${name}: ${came[result] ?? result}`;
}
