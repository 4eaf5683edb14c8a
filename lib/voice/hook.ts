import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { e164 } from "@/lib/core/phone";
import { Constants } from "@/lib/db/supabase/database.types";
import { type CallEvent, type CallFacts, type CallStatus, inboundCallId } from "@/lib/record/event";
import type { State } from "@/lib/routing/turn";
import { isBrowserLeg } from "@/lib/twilio/browser-leg";
import { callSid } from "@/lib/twilio/schema";
import type { Hook } from "@/lib/twilio/webhook";
import type { Decision } from "@/lib/voice/decision";

/** People by their ids, as Query has them between commas. */
const people = "[0-9a-f-]{36}(,[0-9a-f-]{36}){0,19}";

const Query = z.object({
  call: z.uuid().optional(),
  /** The role of the leg in the URL. */
  leg: z.enum(Constants.public.Enums.leg_role).optional(),
  /** The person on the leg. */
  user: z.uuid().optional(),
  /** The CallSid of the leg that dials this one. */
  parent: callSid.optional(),
  step: z.enum(["digit"]).optional(),
  /** What `connect` needs while the database is away. */
  to: z.string().regex(e164).optional(),
  record: z.literal("1").optional(),
  /** The digits to dial once `to` has answered. */
  ext: z
    .string()
    .regex(/^[0-9]{1,20}$/)
    .optional(),
  /** Where an inbound call is in its route: the published version and the state there. */
  route: z.uuid().optional(),
  at: z.string().max(120).optional(),
  /** The queue that the caller left for the leg in the URL, and when (milliseconds since 1970). */
  left: z
    .string()
    .regex(/^[a-z0-9-]{1,40}\.\d{1,14}$/)
    .optional(),
  /** The caller asked to be called back: `connect` calls them. Or a transfer comes back. */
  back: z.literal("1").optional(),
  /** Other phones of theirs ring for the same callback. */
  beside: z.literal("1").optional(),
  /** How often a phone has waited since they pressed 1 on it; see `decideUnclaimed`. */
  waited: z.coerce.number().int().min(1).max(99).optional(),
  /** Tells apart the times that a waiting caller was sent to the same place by us. */
  nudge: z
    .string()
    .regex(/^\d{1,14}$/)
    .optional(),
  /** Who transfers the call, or adds the leg to it. */
  by: z.string().max(200).optional(),
  /** How many of a person's devices have rung, of how many, where they ring one after another. */
  rung: z
    .string()
    .regex(/^[1-9]-[1-9]$/)
    .transform((text) => ({ rung: Number(text[0]), of: Number(text[2]) }))
    .optional(),
  /** The caller has heard the recording notice. */
  noticed: z.literal("1").optional(),
  /** The call is not to be recorded: nor is whom its route rings. */
  unrecorded: z.literal("1").optional(),
  /** Whom a <Sip> rings in a LiveKit room. */
  rings: z
    .string()
    .regex(new RegExp(`^${people}$`))
    .transform((ids) => ids.split(","))
    .pipe(z.array(z.uuid()))
    .optional(),
  /** Whom to ring by <Client> if the <Sip> of a <Dial> without a <Number> fails, and how long. */
  fallback: z
    .string()
    .regex(new RegExp(`^[1-9][0-9]{0,2}\\.${people}$`))
    .transform((text) => {
      const [seconds = "", ids = ""] = text.split(".");
      return { seconds: Number(seconds), users: ids.split(",") };
    })
    .pipe(z.object({ seconds: z.number(), users: z.array(z.uuid()) }))
    .optional(),
  /** A voice agent has talked with the caller. */
  agent: z.literal("1").optional(),
  /** How the call came to a phone that is rung, as "Sales". */
  via: z.string().max(60).optional(),
  /** Whose message is recorded; "shared" for everybody's. */
  mailbox: z.union([z.uuid(), z.literal("shared")]).optional(),
});

/** The call's facts that an answer depends on; null while the database is away. */
export type Facts = CallFacts | null;

/** A webhook that only reports something. `read` throws ZodError for a body it cannot parse. */
export type Reporting = { read(hook: Hook): CallEvent };

/**
 * A webhook that Twilio waits for, because somebody is on the line. `decide` is pure: the same
 * webhook and facts give the same answer.
 */
export type Asking = Reporting & {
  /** Whether the answer can be rendered while the event is being recorded. */
  restsOnLineAlone?(hook: Hook): boolean;
  /** The answer to what is nobody's call, of which nothing is recorded; null for any other. */
  aside?(hook: Hook): Promise<Decision | null>;
  decide(hook: Hook, facts: Facts): Decision;
};

/** Answered with 403 by the door. */
export const notOurs = () => new AppError("not_found", "unknown_call", "Unknown call");

/** Runs once, however often its result is requested; what it throws is thrown each time. */
export function oncePerHook<Result>(work: (hook: Hook) => Result): (hook: Hook) => Result {
  const done = new WeakMap<Hook, { result: Result }>();
  return (hook) => {
    const known = done.get(hook) ?? { result: work(hook) };
    done.set(hook, known);
    return known.result;
  };
}

/** What our callback URL carries. Throws not_found, which the door answers with 403. */
export const voiceQuery = oncePerHook((hook) => {
  const query = Query.safeParse(Object.fromEntries(hook.query));
  if (!query.success) throw notOurs();
  return query.data;
});

/**
 * Parses the fields of a webhook, once. Throws not_found for a duplicate field and ZodError for one
 * that cannot be parsed.
 */
export function fieldReader<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  return oncePerHook((hook) => {
    if (Object.keys(schema.shape).some((name) => Array.isArray(hook.params[name]))) throw notOurs();
    return schema.parse(hook.params);
  });
}

type LegFields = {
  CallSid: string;
  ParentCallSid?: string | undefined;
  CallStatus: CallStatus;
  From: string;
  To: string;
};

/** The id of the leg's call if the call is inbound. */
export function inboundIdOf(
  hook: Hook,
  leg: { CallSid: string; ParentCallSid?: string | undefined },
): string {
  const parent = leg.ParentCallSid ?? voiceQuery(hook).parent;
  return inboundCallId(hook.line.tenant_id, parent ?? leg.CallSid);
}

/** The fields that every webhook of a leg has. */
export function legEvent(
  hook: Hook,
  leg: LegFields,
  rest: Pick<CallEvent, "type" | "dedupe_key"> & Partial<CallEvent>,
): CallEvent {
  const { call, leg: role = "caller", user, parent, left, rings } = voiceQuery(hook);
  // Only the two URLs of a number omit the call; they are checked against the numbers.
  if (!call && rest.type !== "answer" && rest.type !== "status") throw notOurs();
  const inbound = inboundIdOf(hook, leg);
  const receivedAt = hook.receivedAt.toISOString();
  const [queue, since] = left?.split(".") ?? [];
  const callerSid = leg.ParentCallSid ?? parent;
  const ends = { from: leg.From, to: leg.To, isDialled: leg.ParentCallSid !== undefined };
  const inBrowser = (role === "rep" || role === "supervisor") && isBrowserLeg(ends);
  return {
    call_id: call ?? inbound,
    creates: call === undefined || call === inbound ? "inbound" : undefined,
    call_sid: leg.CallSid,
    parent_call_sid: callerSid,
    ...(queue && callerSid && { spans: [leftQueue(queue, Number(since), callerSid)] }),
    role,
    user_id: user,
    // Nobody presses 1 in a browser: answering is accepting.
    ...(inBrowser && { medium: "browser", accepted: leg.CallStatus === "in-progress" }),
    // Nor in a room, whose leg has no person.
    ...(rings && {
      ...{ medium: "sip", accepted: leg.CallStatus === "in-progress" },
      routing: { room: rings },
    }),
    from: leg.From,
    to: leg.To,
    status: leg.CallStatus,
    occurred_at: receivedAt,
    received_at: receivedAt,
    query: hook.query.toString(),
    data: hook.params,
    ...rest,
  };
}

/** A caller's wait in a queue of a route (its step) ended; a moment in milliseconds since 1970. */
export function leftQueue(name: string, moment: number, call_sid?: string) {
  return { space: "queue" as const, name, call_sid, left_at: new Date(moment).toISOString() };
}

/**
 * For a leg's URL: the queue that a caller who is rung for leaves by being answered, and since when
 * they wait.
 */
export function leftBy({ step, wait }: State): string | undefined {
  return wait && wait.round > 0 ? `${step}.${wait.since}` : undefined;
}

/** A TwiML request has no sequence number and repeats leg and status, so the step identifies it. */
export function twimlKey(type: string, callSid: string, step: string | undefined): string {
  return ["twiml", type, callSid, step ?? "first"].join(":");
}
