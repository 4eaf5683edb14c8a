import "server-only";
import { type Asked, ask, keyOf, type Person } from "@/lib/call-control/ask";
import { bringBack, customerOf, hold, holdSpan, Moved, note } from "@/lib/call-control/moves";

/** The customer hears music, and none of what is said, until somebody resumes. */
export async function holdCall(member: Person, callId: string): Promise<void> {
  await ask(member, callId, { kind: "hold" }, (asked) => beginHold(member, asked));
}

/**
 * Said before it is done: from this moment nobody talks with the customer, whatever comes first of
 * what Twilio reports.
 */
export async function beginHold({ user_id }: Person, asked: Asked): Promise<void> {
  const customer = customerOf(asked);
  const key = keyOf(asked);
  await note(asked, key, asked.now, {
    spans: [holdSpan(customer, "entered_at", asked.now)],
    step: { kind: "hold", facts: { user_id } },
  });
  try {
    await hold(asked, asked.was.customer_in === "room");
  } catch (error) {
    if (error instanceof Moved) throw error;
    const spans = [holdSpan(customer, "left_at", asked.now)];
    await note(asked, `${key}:failed`, asked.now, { spans });
    throw error;
  }
}

/** The customer hears the others again. */
export async function resumeCall(member: Person, callId: string): Promise<void> {
  await ask(member, callId, { kind: "resume" }, (asked) => endHold(member, asked, "resumed"));
}

/** Brings the customer back from hold, and says why. */
export async function endHold(
  { user_id }: Pick<Person, "user_id">,
  asked: Asked,
  kind: "resumed" | "merged" | "taken_back" | "handed_over",
): Promise<void> {
  if (asked.was.customer_in !== "room") await bringBack(asked);
  const now = new Date();
  await note(asked, keyOf(asked), now, {
    spans: [holdSpan(customerOf(asked), "left_at", now)],
    step: { kind, facts: { user_id } },
  });
}
