"use server";

import { signedUp } from "@/lib/account/decide";
import { openAction, throwAuth } from "@/lib/account/open-action";
import { signedInPerson } from "@/lib/account/person";
import { FieldError } from "@/lib/auth/action";
import { env } from "@/lib/env";
import { join } from "@/lib/team/join";
import { Join, JoinBySignIn, JoinBySignUp } from "@/lib/team/schema";

export const joinNow = openAction(Join, ({ token, name }, db) => join(db, token, name));

export const joinBySignIn = openAction(JoinBySignIn, async ({ token, email, password }, db) => {
  const { error } = await db.auth.signInWithPassword({ email, password });
  if (error) throwAuth(error);
  const { name } = await signedInPerson(db);
  return join(db, token, name.trim().slice(0, 80) || email);
});

export const joinBySignUp = openAction(
  JoinBySignUp,
  async ({ token, name, email, password }, db) => {
    const back = encodeURIComponent(`/invite/${token}`);
    const { data, error } = await db.auth.signUp({
      email,
      password,
      options: {
        data: { name },
        emailRedirectTo: `${env().NEXT_PUBLIC_APP_URL}/auth/confirm?next=${back}`,
      },
    });
    if (error) throwAuth(error);
    switch (signedUp(data)) {
      case "signed_in":
        return join(db, token, name);
      case "exists":
        throw new FieldError(
          "email",
          "There is already an account with this email. Sign in instead.",
        );
      case "confirm_email":
        return { message: `Almost there: open the link we sent to ${email} to go on.` };
    }
  },
);
