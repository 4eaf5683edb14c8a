import { z } from "zod";
import { supervisionModes } from "@/lib/voice/control-facts";

const Said = z.object({
  step: z.object({
    kind: z.enum([
      ...(["hold", "resumed", "asked", "transferred", "handed_over"] as const),
      ...(["taken_back", "merged", "added", "removed"] as const),
      ...(["declined", "sent_to_voicemail"] as const),
      ...supervisionModes,
    ]),
    facts: z.object({
      user_id: z.string().nullish(),
      to: z.enum(["person", "number", "voicemail", "route"]).optional(),
      /** Of a group or route. */
      name: z.string().nullish(),
      target_user_id: z.string().optional(),
    }),
  }),
});

/** A row of the ledger, as far as what people asked of the call goes. */
type LedgerRow = { id: number; event_type: string; event_data: unknown; occurred_at: string };

/** What people have asked of a call while it rang and they talked, each in a sentence, in order. */
export function controlSentences(
  events: readonly LedgerRow[],
  nameOf: (user: string) => string | undefined,
): { id: number; at: string; sentence: string }[] {
  return events
    .filter(({ event_type }) => event_type === "rest.control")
    .toSorted((a, b) => a.id - b.id)
    .flatMap(({ id, event_data, occurred_at: at }) => {
      const said = Said.safeParse(event_data);
      return said.success ? [{ id, at, sentence: sentenceOf(said.data, nameOf) }] : [];
    });
}

function sentenceOf(
  { step: { kind, facts } }: z.infer<typeof Said>,
  nameOf: (user: string) => string | undefined,
): string {
  const named = (user: string | null | undefined) => (user && nameOf(user)) || "A colleague";
  const who = named(facts.user_id);
  const person = facts.target_user_id ? named(facts.target_user_id) : "an outside number";
  const target =
    facts.to === "voicemail"
      ? `the voicemail of ${person}`
      : facts.to === "route"
        ? (facts.name ?? "a group")
        : person;
  switch (kind) {
    case "hold":
      return `${who} put the customer on hold`;
    case "resumed":
      return `${who} took the customer back from hold`;
    case "asked":
      return `${who} asked ${target} to take the call`;
    case "transferred":
      return `${who} transferred the call to ${target}`;
    case "handed_over":
      return `${who} handed the customer over`;
    case "taken_back":
      return `${who} went back to the customer`;
    case "merged":
      return `${who} brought everybody together`;
    case "added":
      return `${who} added ${target} to the call`;
    case "removed":
      return `${who} removed ${target} from the call`;
    case "declined":
      return `${who} declined the call`;
    case "sent_to_voicemail":
      return `${who} sent the caller to their voicemail`;
    case "listen":
      return `${who} listened in`;
    case "whisper":
      return `${who} whispered to ${facts.target_user_id ? person : "the rep"}`;
    case "barge":
      return `${who} joined the call as supervisor`;
    case "take_over":
      return `${who} took the call over`;
  }
}
