import { type Group, type Item, matches } from "@/components/palette/items";
import type { OnScreen } from "@/components/palette/on-screen";

/** What can be done with the contact on screen. */
export function contactGroup({ name }: Pick<OnScreen, "name">): Group {
  const one = { detail: "" };
  const items: Item[] = [
    { ...one, kind: "write", id: "write note", what: "note", title: "Write a note", icon: "note" },
    {
      ...one,
      kind: "write",
      id: "write task",
      what: "task",
      title: `New task for ${name}`,
      icon: "task",
    },
    { ...one, kind: "assign", id: "assign", title: `Assign ${name} to …`, icon: "assign" },
  ];
  return { value: name, items };
}

/** Whom the contact can be assigned to, by the beginnings of their names. */
export function ownerItems(
  query: string,
  { name, people }: Pick<OnScreen, "name" | "people">,
): Group[] {
  const one = { kind: "owner", detail: "", icon: "person" } as const;
  const owners = [
    ...people.map(({ user_id: id, name: title }) => ({ ...one, id, owner: id, title })),
    { ...one, id: "nobody", owner: "", title: "No owner" },
  ];
  const items = owners.filter(({ title }) => matches(title, query));
  return items.length > 0 ? [{ value: `Assign ${name} to`, items }] : [];
}
