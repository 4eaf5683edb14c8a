import { z } from "zod";
import { noCall } from "@/lib/calls/existing";
import { bodyReader } from "@/lib/core/body";
import { AppError } from "@/lib/core/errors";
import { StepId } from "@/lib/routing/route";
import { callSid } from "@/lib/twilio/schema";
import { supervisionModes } from "@/lib/voice/control-facts";

/** A colleague, or a number as typed. */
const somebody = [
  z.strictObject({ userId: z.uuid("That isn't a colleague's id") }),
  z.strictObject({ number: z.string().trim().min(1, "Enter a number.").max(40) }),
] as const;

/**
 * Whom a call is transferred to: somebody, a colleague's mailbox, or a route, at one of its steps
 * (the people of which are a group) or from the beginning.
 */
const Target = z.union(
  [
    ...somebody,
    z.strictObject({ voicemailOf: z.uuid("That isn't a colleague's id") }),
    z.strictObject({ routeId: z.uuid("That isn't a route's id"), step: StepId.optional() }),
  ],
  { error: "Choose a colleague, a number, a voicemail, a group or a route." },
);

/**
 * The body of POST /api/calls/[id]/transfer. `cold` connects the customer at once; `warm` puts them
 * on hold while the two talk, until one of the actions. Nobody can be asked in a mailbox.
 */
export const Transfer = z.union(
  [
    z.strictObject({ to: Target, mode: z.enum(["warm", "cold"]).default("cold") }),
    z.strictObject({ action: z.enum(["complete", "take_back", "merge"]) }),
  ],
  { error: 'Send {"to": …, "mode": "warm" or "cold"}, or an action.' },
);
export type Transfer = z.infer<typeof Transfer>;
export type Target = z.infer<typeof Target>;

/** Throws AppError 400 with what is wrong. */
export function readTransfer(body: unknown): Transfer {
  const read = Transfer.safeParse(body);
  if (read.success) return read.data;
  const message = read.error.issues[0]?.message ?? "That isn't a transfer.";
  throw new AppError("bad_request", "invalid_input", message);
}

/** Throws AppError 404 for what cannot be the id of a call. */
export function callIdOf(id: string): string {
  const read = z.uuid().safeParse(id);
  if (!read.success) throw noCall();
  return read.data;
}

const Add = z.strictObject({ to: z.union(somebody) });
export type Somebody = z.infer<typeof Add>["to"];
const Supervision = z.strictObject({ mode: z.enum(supervisionModes) });

/** The bodies of POST /api/calls/[id]/{add,remove,mute,supervise}. Each throws AppError 400. */
export const readAdd = bodyReader(Add, "Choose a colleague or a number.");
export const readRemove = bodyReader(
  z.strictObject({ participant: callSid }),
  'Send {"participant": their call SID}.',
);
export const readMute = bodyReader(
  z.strictObject({ participant: callSid, muted: z.boolean() }),
  'Send {"participant": their call SID, "muted": true or false}.',
);
export const readSupervise = bodyReader(
  Supervision,
  'Send {"mode": "listen", "whisper", "barge" or "take_over"}.',
);
