"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { FieldError, memberAction } from "@/lib/auth/action";
import type { Member, Role } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { readEdit } from "@/lib/edits/schema";
import { inviteAgain, inviteByMail, type SentInvitation } from "@/lib/team/invite";
import { Invite, NewRole, OneInvitation, OneMember } from "@/lib/team/schema";
import { changeRole, listColleagues, removeMember, revokeInvitation } from "@/lib/team/store";
import { isRole, roleWords } from "@/lib/team/words";

const lastAdmin = "This is the last admin. Make someone else an admin first.";

export const invite = memberAction(
  Invite,
  async (invitation, member): Promise<{ result: SentInvitation }> => {
    const colleagues = await listColleagues(member.db, member.tenant.id);
    const known = colleagues.find(({ email }) => email.toLowerCase() === invitation.email);
    if (known) throw new FieldError("email", `${known.name} is already on the team.`);
    const result = await inviteByMail(member, invitation);
    revalidatePath("/settings/team");
    return { result };
  },
  { role: "admin" },
);

export const resend = memberAction(
  OneInvitation,
  async ({ id }, member): Promise<{ result: SentInvitation }> => {
    try {
      return { result: await inviteAgain(member, id) };
    } finally {
      revalidatePath("/settings/team");
    }
  },
  { role: "admin" },
);

export const revoke = memberAction(
  OneInvitation,
  async ({ id }, member) => {
    await revokeInvitation(member.db, id);
    revalidatePath("/settings/team");
    return {};
  },
  { role: "admin" },
);

export const giveRole = memberAction(
  NewRole,
  async ({ user_id, role }, member, form) => {
    await saveRole(member, user_id, role, form);
    revalidatePath("/", "layout");
    return { message: "Changed.", saved: true };
  },
  { role: "admin" },
);

async function saveRole(member: Member, userId: string, role: Role, form: FormData) {
  const { db, tenant } = member;
  await saveEdit(
    readEdit(form),
    { role },
    {
      read: async () => {
        const colleagues = await listColleagues(db, tenant.id);
        const person = colleagues.find(({ user_id }) => user_id === userId);
        if (!person) throw gone();
        return { role: person.role };
      },
      write: async (changes, was) => {
        if (!changes.role) return true;
        const changed = await changeRole(db, userId, changes.role, was.role);
        if (changed === "last_admin") throw new AppError("conflict", "last_admin", lastAdmin);
        if (changed === "not_found") throw gone();
        return changed === "changed";
      },
      describe: (_, value) => ({
        name: "the role",
        value: isRole(value) ? roleWords[value].name : "",
      }),
      editors: (fields) => auditedEditors(member, { kind: "member", subject: userId }, fields),
    },
  );
}

export const remove = memberAction(
  OneMember,
  async ({ user_id }, member) => {
    const removed = await removeMember(member.db, user_id);
    if (removed === "last_admin") throw new AppError("conflict", "last_admin", lastAdmin);
    if (removed === "not_found") throw gone();
    if (user_id === member.user_id) redirect("/onboarding");
    revalidatePath("/settings/team");
    return {};
  },
  { role: "admin" },
);

function gone(): AppError {
  return new AppError("not_found", "not_found", "This person is no longer on the team.");
}
