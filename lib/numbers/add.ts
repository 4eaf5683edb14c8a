import "server-only";
import type { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { listFollowable } from "@/lib/numbers/routes";
import type { AddNumber } from "@/lib/numbers/schema";
import { addPhoneNumber } from "@/lib/numbers/store";
import { columnsOf, routeOf } from "@/lib/numbers/target";
import { listColleagues } from "@/lib/team/store";
import { findNumber } from "@/lib/twilio/numbers";
import { requireCredentials } from "@/lib/twilio-account/connection";

/**
 * Adds a number of the tenant's Twilio account, as Twilio has it now, and gives its id. Throws a
 * `FieldError` for the field that is wrong, `upstream` when Twilio does not answer.
 */
export async function addNumber(
  member: Member,
  { number, name, forward_to }: z.output<typeof AddNumber>,
): Promise<string> {
  const { db, tenant } = member;
  await requireTarget(member, forward_to);
  const found = await findNumber(await requireCredentials(member), number);
  const spoken = formatPhone(number, tenant.country_code);
  if (!found) throw new FieldError("number", `${spoken} isn't in your Twilio account.`);
  if (!found.voice) throw new FieldError("number", `${spoken} can't take calls at Twilio.`);
  const row = {
    tenant_id: tenant.id,
    number,
    name,
    twilio_sid: found.sid,
    can_text: found.sms,
    ...columnsOf(forward_to),
  };
  const id = await addPhoneNumber(db, row);
  if (id) return id;
  throw new FieldError("number", `${spoken} has already been added.`);
}

/**
 * Throws unless a number may have this target (lib/numbers/target.ts): a person of the team, or a
 * route of which something is published. Null is nobody.
 */
export async function requireTarget({ db, tenant }: Member, target: string | null): Promise<void> {
  if (target === null) return;
  const route = routeOf(target);
  if (route !== null) {
    const routes = await listFollowable(db, tenant.id);
    if (routes.some(({ id }) => id === route)) return;
    throw new FieldError("forward_to", "This route isn't published, or not there any more.");
  }
  const colleagues = await listColleagues(db, tenant.id);
  if (colleagues.some(({ user_id }) => user_id === target)) return;
  throw new FieldError("forward_to", "This person is no longer on the team.");
}
