import type { Recent } from "@/components/palette/recent";
import { placesFor } from "@/components/shell/places";
import { settingsFor } from "@/components/shell/settings-pages";
import type { Role } from "@/lib/auth/member";
import type { Choice } from "@/lib/availability/schema";
import type { Callable, SearchAnswer } from "@/lib/search/schema";

type Found = SearchAnswer["found"][number];

/**
 * A line of the palette: opens a page, calls a number, sets one's availability, or does something
 * with the contact on screen.
 */
export type Item = {
  id: string;
  title: string;
  detail: string;
  key?: string;
  icon:
    | "phone"
    | "person"
    | "company"
    | "log"
    | "message"
    | "note"
    | "task"
    | "assign"
    | "page"
    | "plus"
    | "recent"
    | "presence";
  /** Of a colleague. */
  presence?: Found["presence"];
} & (
  | { kind: "open"; href: string; call?: Callable }
  | { kind: "call"; call: Callable | { colleagueId: string } }
  | { kind: "availability"; choice: Choice; call?: undefined }
  | { kind: "write"; what: "note" | "task"; call?: undefined }
  | { kind: "assign"; call?: undefined }
  | { kind: "owner"; owner: string; call?: undefined }
);

export type Group = { value: string; items: Item[] };

/** Things to do from anywhere. One line each. */
const actions: Item[] = [
  action("/contacts/new", "New contact", "add person customer"),
  action("/contacts/import", "Import contacts", "csv upload paste spreadsheet"),
  action("/companies/new", "New company", "add firm business"),
  action("/call-lists/new", "New call list", "dial power session"),
  action("/calls/log", "Log a call", "add elsewhere conversation"),
  availability("available", "Set me available", "back take calls"),
  availability("busy", "Set me busy", "do not disturb no calls"),
  availability("away_30_minutes", "Set me away for 30 minutes", "break pause"),
  availability("away_1_hour", "Set me away for 1 hour", "break pause lunch"),
  availability("offline", "Go offline", "set me no calls"),
  action("/calendar/new", "New booking", "add appointment calendar schedule"),
  action("/settings/team?meet=1", "Start a meeting", "room talk colleagues team call"),
  action("/tasks?add=1", "New task", "add reminder follow-up"),
];

function action(href: string, title: string, words: string, key?: string): Item {
  return { kind: "open", id: href, href, title, detail: words, key, icon: "plus" };
}

function availability(choice: Choice, title: string, words: string): Item {
  return { kind: "availability", id: choice, choice, title, detail: words, icon: "presence" };
}

function pagesFor(role: Role): Item[] {
  const main = placesFor(role).map(({ href, label, key }) => page(href, label, "", `g ${key}`));
  const settings = settingsFor(role).flatMap(({ links }) =>
    links.map(({ href, label }) => page(href, label, "Settings")),
  );
  return [...main, page("/notifications", "Notifications", "", "i"), ...settings];
}

function page(href: string, title: string, detail: string, key?: string): Item {
  return { kind: "open", id: href, href, title, detail, key, icon: "page" };
}

/** Whether every word that was typed begins a word of the text. */
export function matches(text: string, query: string): boolean {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const typed = query
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return typed.every((part) => words.some((word) => word.startsWith(part)));
}

/**
 * What the palette shows for a query: the number that was typed, what was found, what can be done
 * with the `contact` on screen, actions, pages.
 */
export function itemsFor(
  query: string,
  { found, number }: SearchAnswer,
  { role, recent, contact }: { role: Role; recent: Recent[]; contact?: Group },
): Group[] {
  const groups = [
    { value: "Number", items: number ? numberItems(number) : [] },
    { value: "Colleagues", items: found.filter(isOf("colleague")).map(colleagueItem) },
    { value: "Contacts", items: found.filter(isOf("contact")).map(foundItem) },
    { value: "Companies", items: found.filter(isOf("company")).map(foundItem) },
    { value: "Calls", items: callItems(query, found.filter(isOf("call"))) },
    { value: "Messages", items: found.filter(isOf("message")).map(foundItem) },
    { value: "Recent", items: query === "" ? recent.map(recentItem) : [] },
    { value: contact?.value ?? "", items: contact?.items.filter(isAsked(query)) ?? [] },
    { value: "Actions", items: actions.filter(isAsked(query)) },
    { value: "Pages", items: pagesFor(role).filter(isAsked(query)) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

const isAsked = (query: string) => (item: Item) => matches(`${item.title} ${item.detail}`, query);

function numberItems(number: Callable & { place: string }): Item[] {
  const phone = encodeURIComponent(number.to.replace(/;ext=.*/, ""));
  return [
    {
      kind: "call",
      id: "call",
      title: `Call ${number.shown}`,
      detail: number.place,
      icon: "phone",
      call: number,
    },
    {
      kind: "open",
      id: "add",
      href: `/contacts/new?phone=${phone}`,
      title: `Add ${number.shown} as a contact`,
      detail: "",
      icon: "plus",
    },
  ];
}

const isOf = (kind: Found["kind"]) => (found: Found) => found.kind === kind;

const icons: Record<Found["kind"], Item["icon"]> = {
  ...{ contact: "person", colleague: "person", company: "company" },
  ...{ call: "log", message: "message" },
};

function foundItem({ kind, id, title, detail, href, call }: Found): Item {
  return { kind: "open", id, href, title, detail, icon: icons[kind], call };
}

/** The newest calls that were found, and the way to all of them. */
function callItems(query: string, calls: Found[]): Item[] {
  if (calls.length === 0) return [];
  const href = `/calls?${new URLSearchParams({ q: query })}`;
  const title = `Search calls for “${query}”`;
  return [
    ...calls.map(foundItem),
    { kind: "open", id: href, href, title, detail: "", icon: "log" },
  ];
}

function colleagueItem({ id, title, detail, presence }: Found): Item {
  const call = { colleagueId: id };
  return { kind: "call", id, title: `Call ${title}`, detail, icon: "phone", presence, call };
}

function recentItem(recent: Recent): Item {
  return { kind: "open", id: `recent ${recent.href}`, icon: "recent", ...recent };
}
