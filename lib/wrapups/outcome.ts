import "server-only";
import type { Member } from "@/lib/auth/member";
import { noCall } from "@/lib/calls/existing";
import { AppError } from "@/lib/core/errors";
import { formatPhone } from "@/lib/core/phone";
import type { Db } from "@/lib/db/supabase/server";
import { readDisposition } from "@/lib/dispositions/store";
import { namesOf } from "@/lib/team/names";
import { followUpTask } from "@/lib/wrapups/follow-up";
import { noOutcome, readWrapUp, refused, type WrapUp } from "@/lib/wrapups/store";

export type Giver = Pick<Member, "db" | "user_id"> & {
  tenant: Pick<Member["tenant"], "id" | "country_code" | "time_zone">;
};
type Given = { disposition_id: string | null; was: string | null };

/**
 * Gives a call an outcome, with the task that follows it; null takes it back. False where the
 * outcome is not `was` any more. Throws 403 when it is a colleague's call and they are no manager,
 * 404 for another tenant's call or outcome.
 */
export async function giveOutcome(
  { db, tenant }: Giver,
  callId: string,
  { disposition_id, was }: Given,
): Promise<boolean> {
  const [customer, outcome] = await Promise.all([
    customerOf(db, tenant, callId),
    disposition_id === null ? null : readDisposition(db, tenant.id, disposition_id),
  ]);
  if (disposition_id !== null && !outcome) throw noOutcome();
  const task = outcome && followUpTask(outcome, customer, new Date(), tenant.time_zone);
  const { data, error } = await db.rpc("set_outcome", {
    call: callId,
    ...(disposition_id && { outcome: disposition_id }),
    ...(was && { was }),
    ...task,
  });
  if (error) throw refused(error);
  return data;
}

/**
 * As `giveOutcome`, from the call bar, which shows `was`: the person's own later click wins, what a
 * colleague chose meanwhile is not overwritten. Throws 409, saying what it is now.
 */
export async function chooseOutcome(giver: Giver, callId: string, given: Given): Promise<void> {
  let { was } = given;
  for (let tries = 0; tries < 5; tries += 1) {
    if (await giveOutcome(giver, callId, { ...given, was })) return;
    const said = await readWrapUp(giver.db, giver.tenant.id, callId);
    was = said?.disposition_id ?? null;
    if (said && was !== null && said.user_id !== giver.user_id) throw await chosenBy(giver, said);
  }
  throw new AppError("conflict", "busy", "Someone else is saving this right now. Try again.");
}

async function chosenBy({ db, tenant }: Giver, said: WrapUp): Promise<AppError> {
  const who = (await namesOf(db, tenant.id, [said.user_id])).get(said.user_id) ?? "Someone";
  const message = `${who} has just chosen “${said.dispositions?.label ?? "another outcome"}”.`;
  return new AppError("conflict", "outcome_chosen", message);
}

async function customerOf(db: Db, tenant: Giver["tenant"], callId: string): Promise<string> {
  const { data, error } = await db
    .from("calls")
    .select("customer_number, contacts(name)")
    .eq("tenant_id", tenant.id)
    .eq("id", callId)
    .maybeSingle();
  if (error) throw new Error("The call could not be read", { cause: error });
  if (!data) throw noCall();
  return data.contacts?.name ?? formatPhone(data.customer_number, tenant.country_code);
}
