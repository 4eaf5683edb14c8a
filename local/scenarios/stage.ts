import type { CarrierControl, HandsetScript } from "@/local/carrier/control";
import type { AccountOptions } from "@/local/carrier/model";
import type { RouteName } from "@/local/scenarios/routed";

type Handset = ReturnType<CarrierControl["handset"]>;

/** Where a scenario is played: a company, its telephones at the carrier, and who picks them up. */
export type Stage = {
  rep: Handset;
  customer: Handset;
  /** The browser of somebody who has a phone as well, played by the carrier. */
  browser: Handset;
  browserWill(script: HandsetScript): Promise<unknown>;
  repWill(script: HandsetScript): Promise<unknown>;
  /** What is done at the rep's second phone: from now on calls ring it beside the first. */
  deskWill(script: HandsetScript): Promise<unknown>;
  rep2Will(script: HandsetScript): Promise<unknown>;
  /** Who answers where the route "forward" leads. */
  outsideWill(script: HandsetScript): Promise<unknown>;
  customerWill(script: HandsetScript): Promise<unknown>;
  /** Lets seconds pass. */
  advance(seconds: number): Promise<unknown>;
  /** Lets time pass until nothing more happens. */
  idle(): Promise<unknown>;
  /** Until it is so, by the real clock: streams and processes know no other. */
  waits(isSo: () => Promise<boolean>): Promise<void>;
  /** The process that the company's voice agents talk in. */
  agent: {
    /** It has room for callers, if it had not. */
    start(): Promise<void>;
    kill(): Promise<void>;
    /** It is stopped in good order, as by a deploy. */
    leave(): Promise<void>;
    hasMessage(callId: string): Promise<boolean>;
  };
  /** LiveKit's rooms of the company. */
  rooms: {
    /** From now on calls ring these people there: alone, or beside their phones. */
    ring(devices: { rep?: "browser" | "both"; rep2?: "browser" }): Promise<void>;
    /** LiveKit has said which room the call is in. */
    hasRung(callId: string): Promise<void>;
    /** Until they and the caller talk; or a colleague was first. */
    answers(who: "rep" | "rep2", callId: string): Promise<"in" | "taken">;
    declines(who: "rep" | "rep2", callId: string): Promise<void>;
    /** The room is over with that. */
    leaves(who: "rep" | "rep2", callId: string): Promise<void>;
    isOver(callId: string): Promise<void>;
  };
  fault(rule: Parameters<CarrierControl["fault"]>[1]): Promise<unknown>;
  reports(changes: Partial<AccountOptions>): Promise<unknown>;
  /** The rep calls the customer; gives the call's id, also when Twilio would not have it. */
  place(): Promise<string>;
  /** They call the customer from there; gives the call's id. */
  placeInBrowser(): Promise<string>;
  /** The customer calls them, and phone and browser ring; gives the call's id. */
  dialBrowser(): Promise<string>;
  /** Their colleague, the rep, is called from there; gives the call's id. */
  callRepInBrowser(): Promise<string>;
  /** The rep calls them by phone, and their phone and browser ring; gives the call's id. */
  repCallsBrowser(): Promise<string>;
  /** The customer calls the company; gives the call's id. */
  dial(options?: { callerId?: string; ringsNobody?: boolean; route?: RouteName }): Promise<string>;
  /** What a caller shows whom the company has blocked, where it blocks anybody. */
  blockedCaller: string;
  /** An admin deletes the message that was left in a call. */
  deleteMessage(callId: string): Promise<void>;
  hangUpInTheApp(callId: string): Promise<void>;
  /**
   * Whoever talks on the call, or supervises it, clicks on what there is to do. Throws where that
   * is refused.
   */
  clicks(
    who: "rep" | "admin",
    callId: string,
    verb: "hold" | "resume" | "transfer" | "add" | "supervise",
    body?: object,
  ): Promise<void>;
  /** To whom a call can be transferred: their ids. The admin is rung in the browser. */
  colleagues: { rep2: string; admin: string };
  /** Sends the caller of an inbound call to a recorder. */
  takeMessage(callId: string): Promise<void>;
  /**
   * Has the sweep compare a call with Twilio as if minutes had passed, until nothing is missing.
   */
  askTwilio(callId: string): Promise<void>;
  /** Whether the carrier records anything now. */
  isRecorded(): Promise<boolean>;
  /** Whether an inbound call's two people talk. */
  areTalking(): Promise<boolean>;
};
