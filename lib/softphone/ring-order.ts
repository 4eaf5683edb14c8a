import "server-only";
import type { Member } from "@/lib/auth/member";
import { changeOrAdd } from "@/lib/db/supabase/change-or-add";
import { usualDevices } from "@/lib/softphone/schema";

type Me = Pick<Member, "db" | "tenant" | "user_id">;

const mine = ({ tenant, user_id }: Me) => ({ tenant_id: tenant.id, user_id });

/** In which order (places) what one is rung on rings, one after another; null: all at once. */
export async function readRingOrder(me: Me): Promise<number[] | null> {
  const { data, error } = await me.db
    .from("call_devices")
    .select("in_turn")
    .match(mine(me))
    .maybeSingle();
  if (error) throw new Error("The order of the phones could not be read", { cause: error });
  return data?.in_turn ?? null;
}

export async function saveInTurn(me: Me, in_turn: number[] | null): Promise<void> {
  const error = await changeOrAdd(
    () =>
      me.db
        .from("call_devices")
        .update({ in_turn, updated_at: new Date().toISOString() })
        .match(mine(me))
        .select("user_id"),
    () => me.db.from("call_devices").insert({ ...mine(me), ...usualDevices, in_turn }),
  );
  if (error) throw new Error("The order of the phones could not be saved", { cause: error });
}
