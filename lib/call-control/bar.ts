import "server-only";
import { z } from "zod";
import { formatPhone } from "@/lib/core/phone";
import { Constants, type Tables } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";
import { type SupervisionMode, supervisionModes } from "@/lib/voice/control-facts";

/** What the call bar reads of `call_controls` and `call_supervisions`. */
export const controlColumns =
  "call_controls(customer_in, asked_by, mode, target_kind, target_user, target_state), call_supervisions(user_id, mode, state, taken_over_at, is_announced, announced_at)";

type Control = Pick<
  Tables<"call_controls">,
  "customer_in" | "asked_by" | "mode" | "target_kind" | "target_user" | "target_state"
>;

/** How a call stands that somebody has put on hold or transfers, as the bar shows it. */
export type BarControl = {
  isOnHold: boolean;
  /** It rings the reader again: nobody took it whom they transferred it to. */
  comesBack: boolean;
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
    comesBack: customer_in === "dial" && mode === "cold" && asked_by === userId,
    transfer:
      mode === "warm" && target_kind !== null ? { who, state, isMine: asked_by === userId } : null,
  };
}

type Supervision = Pick<
  Tables<"call_supervisions">,
  "user_id" | "mode" | "state" | "taken_over_at" | "is_announced" | "announced_at"
>;

/** Who listens to a call, or talks along: the reader, or a manager. */
export type BarSupervision = {
  who: string;
  mode: SupervisionMode;
  isMine: boolean;
  isRinging: boolean;
  /** Nobody hears them before the announcement was played to the customer. */
  isUnheard: boolean;
  /** The reader is on a colleague's call, which they have not taken over. */
  isListener: boolean;
};

/** Null for a call that nobody supervises, as far as the reader may know. */
export function barSupervision(
  supervision: Supervision | null,
  userId: string,
  nameOf: (user: string) => string | undefined,
): BarSupervision | null {
  if (!supervision || supervision.state === "gone") return null;
  const { user_id, state, taken_over_at, is_announced, announced_at } = supervision;
  return {
    who: nameOf(user_id) ?? "A manager",
    mode: supervisionModes.find((mode) => mode === supervision.mode) ?? "listen",
    isMine: user_id === userId,
    isRinging: state === "ringing",
    isUnheard: is_announced && announced_at === null,
    isListener: user_id === userId && taken_over_at === null,
  };
}

const People = z.array(
  z.object({
    call_sid: z.string(),
    role: z.enum(Constants.public.Enums.leg_role),
    user_id: z.uuid().nullable(),
    name: z.string().nullable(),
    number: z.string().nullable(),
    state: z.enum(["ringing", "in", "on_hold"]),
    is_muted: z.boolean(),
  }),
);
/** Somebody on the line of a call, or being rung for it, by name or number. */
export type OnCall = z.infer<typeof People>[number] & { name: string; isMe: boolean };

type Reader = { db: Db; user_id: string; tenant: { country_code: string } };
type LiveCall = { id: string; call_controls: Control | Control[] | null };

/** Who is on the line of live calls, of each that has more than two; those are in a room. */
export async function readPeople(
  { db, tenant, user_id }: Reader,
  calls: readonly LiveCall[],
): Promise<Map<string, OnCall[]>> {
  const inRoom = calls.filter(({ call_controls }) => {
    const control = [call_controls].flat()[0];
    return control && control.customer_in !== "dial";
  });
  const found = inRoom.map(async ({ id }): Promise<[string, OnCall[]]> => {
    const { data, error } = await db.rpc("people_on_call", { target: id });
    if (error) throw new Error("The people on a call could not be read", { cause: error });
    const named = People.parse(data).map(({ name, number, ...one }) => ({
      ...{ ...one, number, isMe: one.user_id === user_id },
      name: name ?? (number ? formatPhone(number, tenant.country_code) : "A colleague"),
    }));
    return [id, named];
  });
  return new Map((await Promise.all(found)).filter(([, people]) => people.length > 2));
}

/** Who supervises a call, or did last, as the reader may know. */
export async function readSupervision(db: Db, tenantId: string, callId: string) {
  const { data, error } = await db
    .from("call_supervisions")
    .select("user_id, mode, state, taken_over_at, is_announced, announced_at")
    .eq("tenant_id", tenantId)
    .eq("call_id", callId)
    .maybeSingle();
  if (error) throw new Error("The supervision could not be read", { cause: error });
  return data;
}
