import { weekOf } from "@/lib/routing/default-route";
import { phrases } from "@/lib/routing/phrases";
import type { Step, StepKind } from "@/lib/routing/route";
import type { Language } from "@/lib/routing/voices";

/** The kinds that can be added. */
export const offeredKinds = [
  ...(["greeting", "hours", "menu", "ring", "owner", "last_speaker"] as const),
  ...(["queue", "forward", "agent", "voicemail", "hang_up"] as const),
] satisfies StepKind[];

/** A step as it is when it is added; its branches lead nowhere yet. */
export function newStep(
  kind: StepKind,
  { language, time_zone }: { language: Language; time_zone: string },
): Step {
  const name = "";
  const toPerson = { seconds: 20, not_free: null, no_answer: null };
  switch (kind) {
    case "greeting":
      return { kind, name, sound: { text: "" }, next: null };
    case "hours": {
      const hours = { time_zone, week: weekOf("09:00", "17:00"), holidays: [], exceptions: [] };
      return { kind, name, hours, open: null, closed: null };
    }
    case "menu": {
      const asked = { timeout_seconds: 5, times: 3, no_choice: null };
      return { kind, name, sound: { text: "" }, keys: { 1: null }, ...asked };
    }
    case "ring":
      return { kind, name, who: { kind: "everyone" }, order: "at_once", ...toPerson };
    case "owner":
      return { kind, name, ...toPerson };
    case "last_speaker":
      return { kind, name, days: 30, ...toPerson };
    case "queue": {
      const limits = { max_waiting: 10, max_wait_seconds: 300, priority: 0, callback_key: null };
      return {
        kind,
        name,
        who: { kind: "everyone" },
        ...limits,
        full: null,
        waited_too_long: null,
      };
    }
    case "forward":
      return { kind, name, to: "", seconds: 20, no_answer: null };
    case "agent":
      return { kind, name, agent_id: "", next: null };
    case "voicemail": {
      const sound = { text: phrases[language].leave_message };
      return { kind, name, mailbox: { kind: "shared" }, sound, max_seconds: 120 };
    }
    case "hang_up":
      return { kind, name, sound: { text: phrases[language].goodbye }, serves: false };
    default:
      return kind satisfies never;
  }
}
