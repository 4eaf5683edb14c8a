import type { HandsetScript } from "@/local/carrier/control";
import type { AccountOptions } from "@/local/carrier/model";
import type { CallScript } from "@/local/scenarios/call";
import type { Stage } from "@/local/scenarios/stage";

/** How long people take, in seconds. A scenario has its own; the demo and chaos draw others. */
export type Times = {
  /** A rep's phone rings before it is picked up, or before its owner is given up on. */
  answer: number;
  /** From picking up until 1 is pressed. */
  press: number;
  /** The customer's phone rings before it is picked up, or before its owner is given up on. */
  ring: number;
  talk: number;
};

/**
 * How Twilio's times lie to our moments of receipt when a call is delivered again: all before, all
 * after, or those of before the rep's digit before and the others after it, as they happened.
 * Twilio's clock and ours need not agree. "as written": the times that a scenario's events have.
 */
export type Clock = "before" | "after" | "around the digit" | "as written";

/** What the people of a call do with their phones. */
export type Phones = {
  rep: HandsetScript;
  /** Of an outbound call. Who calls in does nothing but hang up. */
  customer?: HandsetScript;
  /**
   * Who ends the call by hand, how many seconds after it was placed, after the talk began, or after
   * the caller was asked to leave a message.
   */
  hangup?: {
    by: "rep" | "customer" | "app";
    once: "placed" | "talking" | "asked";
    seconds: number;
  };
  /** After so many seconds the caller is sent to a recorder, as voicemail will send them. */
  messageAfter?: number;
  /** What the carrier reports where Twilio may report either. */
  reports?: Partial<AccountOptions>;
  /** What an inbound call's caller shows as their number. */
  callerId?: string;
  /** The caller dials a number that rings nobody. */
  ringsNobody?: boolean;
};

/** A call as the carrier plays it, and what the record must say of such a call beside the row. */
export type Played = {
  /**
   * What people do; or, where more happens than that, the whole play, which gives the call's id.
   */
  as: ((times?: Partial<Times>) => Phones) | { play(stage: Stage): Promise<string> };
  /** The last status of each role's leg; of several, each status once, by the alphabet. */
  legs: Partial<Record<"rep" | "customer" | "caller" | "outside" | "supervisor", string>>;
  recordings: number;
  /**
   * Talk seconds, unless the row has them; a call that is counted from the receipt of a digit is as
   * long as its times say.
   */
  talk?: number | "since the digit";
  /** Several stretches of talk add up, each between whole seconds: one more or less. */
  isRounded?: true;
  clocks?: readonly Clock[];
  /** Whose messages there are in the end; by default one of everybody's after a voicemail. */
  mailboxes?: ("rep" | "shared")[];
  /** It happens only at a company that has blocked the caller. */
  whereBlocked?: boolean;
  /** It needs the process that voice agents talk in, which one stage has. */
  talksWithAgent?: boolean;
};

/** A shape of call: what happens, and what the record must say of it. */
export type Scenario = {
  name: string;
  direction: "inbound" | "outbound" | "internal";
  /** Columns of the row of `calls` in the end; `recorded`: a recording is offered. */
  row: {
    status: string;
    outcome: string;
    outcome_reason?: string;
    duration_seconds?: number;
    ring_seconds?: number;
    price?: string;
    create_lost?: boolean;
    recorded?: boolean;
    /** When it began, in seconds from the first event. */
    created_after?: number;
  };
  /** Seconds of each person's own talk, in the order of their legs. */
  people?: number[];
  /**
   * Its status may go back before the last event has come: while some of its legs are unheard of, a
   * call in which one person follows another looks over.
   */
  mayReopen?: boolean;
  /** Everything that is recorded of one such call, in order. */
  events?: (call: CallScript, times?: Partial<Times>) => void;
  played?: Played;
};
