import type { Language } from "@/local/voice/voices";

/** What a caller does once the agent has said what it had to say. */
export type Line =
  | string
  /** Says this while the agent speaks. */
  | { interrupts: string; afterMs: number }
  | { presses: string }
  | { silentSeconds: number }
  /** Somebody else books what was offered last, before the caller says so. */
  | { isTakenBefore: string }
  | { hangsUp: true };

/** A booking as the row must have it; the day is meant as the caller said it. */
export type Booked = {
  service: "haircut" | "massage" | "manicure";
  day: { fromToday: number } | { weekday: number };
  hour: number;
  minute?: number;
};

type Outcome = "contained" | "handed_over" | "message" | "caller_left";

export type Expected = {
  /** One of these, where there are several. */
  outcome: Outcome | Outcome[];
  /** The one booking that the caller has afterwards; none where it is not given. */
  booking?: Booked;
  /** Words that the message has, in each language. */
  message?: Record<Language, string>;
};

export type Scenario = {
  name: string;
  /** What is there before: a booking of the caller's for Tuesday at ten. */
  has?: "booking";
  /** No contact has the caller's number. */
  isUnknown?: true;
  lines: Record<Language, Line[]>;
  expected: Expected;
};
