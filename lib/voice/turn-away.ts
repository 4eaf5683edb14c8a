import { isDialable } from "@/lib/core/phone";
import type { Line } from "@/lib/lines/line";
import type { Route } from "@/lib/routing/route";

type Settings = Pick<Line, "blocked_calls" | "anonymous_calls">;

/** Why a call rings nobody. */
export type Blocked = "listed" | "anonymous";

/**
 * Whether a call that arrives is to ring nobody: its caller is on the company's list, or has no
 * number that can be dialled and the company takes no such calls.
 */
export function blockedAs(
  { anonymous_calls }: Settings,
  { from, listed }: { from: string; listed: boolean },
): Blocked | null {
  if (listed) return "listed";
  return anonymous_calls !== "ring" && !isDialable(from) ? "anonymous" : null;
}

/** Whether a caller who rings nobody may leave a message. */
export function mayLeaveMessage(
  { blocked_calls, anonymous_calls }: Settings,
  blocked: Blocked,
): boolean {
  return (blocked === "listed" ? blocked_calls : anonymous_calls) === "voicemail";
}

/**
 * The route of a blocked caller who may leave a message: the one of the number, begun at its first
 * voicemail, everybody's if there is one. Null: the call is rejected.
 */
export function routeOfBlocked(
  settings: Settings,
  blocked: Blocked,
  route: Route | null,
): Route | null {
  if (!route || !mayLeaveMessage(settings, blocked)) return null;
  const ids = Object.entries(route.steps).flatMap(([id, step]) =>
    step.kind === "voicemail" ? [{ id, isShared: step.mailbox.kind === "shared" }] : [],
  );
  const first = ids.find(({ isShared }) => isShared) ?? ids[0];
  return first ? { ...route, first: first.id } : null;
}
