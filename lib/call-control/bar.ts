import type { Tables } from "@/lib/db/supabase/database.types";

/** What the call bar reads of `call_controls`. */
export const controlColumns =
  "call_controls(customer_in, asked_by, mode, target_kind, target_user, target_state)";

type Control = Pick<
  Tables<"call_controls">,
  "customer_in" | "asked_by" | "mode" | "target_kind" | "target_user" | "target_state"
>;

/** How a call stands that somebody has put on hold or transfers, as the bar shows it. */
export type BarControl = {
  isOnHold: boolean;
  /** Who is asked whether they take the call, by whom, and what became of it. */
  transfer: { who: string; state: "ringing" | "talking" | "gone"; isMine: boolean } | null;
};

/** Null for a call that nobody asked anything of. `nameOf` gives the names of colleagues. */
export function barControl(
  control: Control | null,
  userId: string,
  nameOf: (user: string) => string | undefined,
): BarControl | null {
  if (!control) return null;
  const { customer_in, asked_by, mode, target_kind, target_user, target_state } = control;
  const who = target_user ? (nameOf(target_user) ?? "A colleague") : "The outside number";
  const state = target_state === "talking" || target_state === "gone" ? target_state : "ringing";
  return {
    isOnHold: customer_in === "hold",
    transfer:
      mode === "warm" && target_kind !== null ? { who, state, isMine: asked_by === userId } : null,
  };
}
