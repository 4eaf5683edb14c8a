import "server-only";
import { ask, keyOf, type Person } from "@/lib/call-control/ask";
import type { WantSomebody } from "@/lib/call-control/machine";
import { inRoom, note } from "@/lib/call-control/moves";
import { outsideNumber, ringIn } from "@/lib/call-control/ring";
import type { Somebody } from "@/lib/call-control/schema";
import { locate } from "@/lib/core/destination";
import { AppError } from "@/lib/core/errors";
import { toE164 } from "@/lib/core/phone";

/** Whom a person means. Throws AppError 400 for what isn't a number. */
export function somebodyIn({ tenant }: Person, to: Somebody): WantSomebody {
  if ("userId" in to) return { to: "person", user_id: to.userId };
  const number = toE164(to.number, tenant.country_code);
  if (!number) {
    const sentence = `${to.number} isn't a valid phone number.`;
    const details = { field: "number" };
    throw new AppError("bad_request", "invalid_number", sentence, { details });
  }
  return { to: "number", number, place: locate(number).place };
}

/**
 * Rings somebody who is to talk along. Throws AppError as `ask`, and 400 for what isn't a number.
 */
export async function addToCall(
  member: Person & { name: string },
  callId: string,
  to: Somebody,
): Promise<void> {
  const { user_id, name: by } = member;
  const want = somebodyIn(member, to);
  const isPerson = want.to === "person";
  const who = isPerson ? ({ role: "rep", user_id: want.user_id, by } as const) : outsideNumber;
  await ask(member, callId, { kind: "add", ...want }, (asked) =>
    inRoom(asked, async () => {
      await ringIn(asked, "join", who);
      const target = isPerson && { target_user_id: want.user_id };
      const step = { kind: "added", facts: { user_id, to: want.to, ...target } };
      await note(asked, keyOf(asked), new Date(), { step });
    }),
  );
}
