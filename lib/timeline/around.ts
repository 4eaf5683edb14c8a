import type { NumberOfCall } from "@/lib/numbers/words";

/** What entries of a contact's timeline say beside themselves. */
export type Around = {
  contact: { id: string; name: string };
  /** The company's numbers, as calls name them. */
  numbers: NumberOfCall[];
  /** Names of the company's people, former ones too, by id. */
  people: Map<string, string>;
  /** Numbers (E.164) of the contact that may be called. */
  callable: Set<string>;
  now: Date;
};
