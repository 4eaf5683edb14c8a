import { atLeast, type Member } from "@/lib/auth/member";

/** Whether a person may change, pause and delete a list: its owner, managers and admins. */
export function mayChange(list: { owner_id: string }, member: Member): boolean {
  return list.owner_id === member.user_id || atLeast(member, "manager");
}
