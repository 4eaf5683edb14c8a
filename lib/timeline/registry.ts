import "server-only";
import {
  type Asked,
  readBookings,
  readCalls,
  readChanges,
  readLoggedCalls,
  readMessages,
  readNotes,
  readTasks,
} from "@/lib/timeline/kinds";
import type { Shown } from "@/lib/timeline/schema";

/** Marks the rows of a kind as its entries. */
const entries =
  <Kind extends string, Row extends { id: string; created_at: string }>(
    kind: Kind,
    read: (asked: Asked) => Promise<Row[]>,
  ) =>
  async (asked: Asked) =>
    (await read(asked)).map((row) => ({ kind, id: row.id, created_at: row.created_at, row }));

/**
 * What stands in a contact's timeline, a line each: how a page of it is read, newest first, from an
 * index of the contact's by (created_at desc, id desc). Its look is a line in
 * components/timeline/timeline-entry.tsx, its name one in lib/timeline/schema.ts.
 */
export const kinds = {
  calls: entries("calls", readCalls),
  logged_calls: entries("logged_calls", readLoggedCalls),
  messages: entries("messages", readMessages),
  notes: entries("notes", readNotes({ alone: false })),
  tasks: entries("tasks", readTasks),
  bookings: entries("bookings", readBookings),
  changes: entries("changes", readChanges),
};

/** Where only notes are shown, also those on calls. */
export const everyNote = entries("notes", readNotes({ alone: true }));

export const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);

export type Kind = keyof typeof kinds;
export type Entry = Awaited<ReturnType<(typeof kinds)[Kind]>>[number];
type Reader = (asked: Asked) => Promise<Entry[]>;

/** What each filter of the timeline shows. */
export const shownBy: Record<Shown, Reader[]> = {
  calls: [kinds.calls, kinds.logged_calls],
  messages: [kinds.messages],
  notes: [everyNote],
  tasks: [kinds.tasks],
  bookings: [kinds.bookings],
  changes: [kinds.changes],
};
