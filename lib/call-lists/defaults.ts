import { type Retries, unanswered } from "@/lib/call-lists/limits";
import type { CallListSettings } from "@/lib/call-lists/schema";

type Outcome = { id: string; follow_up: string; follow_up_minutes: number | null };

/** A new list before anything is set: who does not answer, or is to be called back, is. */
export function defaultSettings(outcomes: readonly Outcome[]): CallListSettings {
  const retries: Retries = { [unanswered]: { after_minutes: 240, times: 2 } };
  for (const { id, follow_up, follow_up_minutes } of outcomes) {
    if (follow_up === "call_again") {
      retries[id] = { after_minutes: follow_up_minutes ?? 1440, times: 2 };
    }
  }
  return {
    name: "",
    hours_from: "09:00",
    hours_until: "18:00",
    days: [1, 2, 3, 4, 5],
    skip_called_days: null,
    retries,
  };
}
