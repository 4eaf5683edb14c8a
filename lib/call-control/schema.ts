import { z } from "zod";
import { AppError } from "@/lib/core/errors";

/** Whom a call is transferred to: a colleague, a number as typed, or a colleague's mailbox. */
const Target = z.union(
  [
    z.strictObject({ userId: z.uuid("That isn't a colleague's id") }),
    z.strictObject({ number: z.string().trim().min(1, "Enter a number.").max(40) }),
    z.strictObject({ voicemailOf: z.uuid("That isn't a colleague's id") }),
  ],
  { error: "Choose a colleague, a number or a voicemail." },
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
  if (!read.success) throw new AppError("not_found", "call_not_found", "This call doesn't exist.");
  return read.data;
}
