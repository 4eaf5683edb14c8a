import type { Stage } from "@/tests/telephony/histories/stage";

/**
 * How Twilio's times lie to our moments of receipt when a trace is told again: all before, all after, or those of
 * before the rep's digit before and the others after it, as they happened. Twilio's clock and ours need not agree.
 */
export type Clock = "before" | "after" | "around the digit";

/** What the record must say in the end, written by hand. */
export type Ends = {
  status: string;
  outcome: string;
  /** Talk seconds; a call that ran from the receipt of the digit on is as long as its times say. */
  talk: number | "since the digit";
  /** Each leg's part in the call and its last status. */
  legs: Partial<Record<"rep" | "customer" | "caller", string>>;
  recordings: number;
};

export type Scenario = {
  name: string;
  clocks: readonly Clock[];
  /** Plays one call to its end on the carrier and gives its id. */
  play(stage: Stage): Promise<string>;
  ends: Ends;
};

export const eitherClock: readonly Clock[] = ["before", "after"];
