import { z } from "zod";
import { personName, SignIn, SignUp } from "@/lib/account/schema";

const role = z.enum(["rep", "manager", "admin"], { error: "Choose a role." });

export const Invite = z.object({
  email: z
    .string({ error: "Enter an email address." })
    .trim()
    .toLowerCase()
    .max(254)
    .pipe(z.email({ error: "Enter an email address like jane@company.com." })),
  role,
});
export const OneInvitation = z.object({ id: z.uuid() });
export const NewRole = z.object({ user_id: z.uuid(), role });
export const OneMember = z.object({ user_id: z.uuid() });

/** As made by the database: 64 hex digits. */
export const invitationToken = z.string().regex(/^[0-9a-f]{64}$/);

export const Join = z.object({ token: invitationToken, name: personName });
export const JoinBySignIn = SignIn.omit({ next: true }).extend({ token: invitationToken });
export const JoinBySignUp = SignUp.omit({ next: true }).extend({ token: invitationToken });
