"use server";

import { redirect } from "next/navigation";
import { signedUp } from "@/lib/account/decide";
import { openAction, throwAuth } from "@/lib/account/open-action";
import { AskForReset, ChooseNewPassword, SignIn, SignUp } from "@/lib/account/schema";
import { FieldError } from "@/lib/auth/action";
import { env } from "@/lib/env";
import { sessionDb } from "@/lib/supabase/server";

export const signIn = openAction(SignIn, async ({ email, password, next }, db) => {
  const { error } = await db.auth.signInWithPassword({ email, password });
  if (error) throwAuth(error);
  redirect(next);
});

export const signUp = openAction(SignUp, async ({ name, email, password, next }, db) => {
  const { data, error } = await db.auth.signUp({
    email,
    password,
    options: { data: { name }, emailRedirectTo: mailLink(next) },
  });
  if (error) throwAuth(error);
  switch (signedUp(data)) {
    case "signed_in":
      redirect(next);
      break;
    case "exists":
      throw new FieldError(
        "email",
        "There is already an account with this email. Sign in instead.",
      );
    case "confirm_email":
      return { message: `Almost there: open the link we sent to ${email} to go on.` };
  }
});

export const askForReset = openAction(AskForReset, async ({ email }, db) => {
  const { error } = await db.auth.resetPasswordForEmail(email, {
    redirectTo: mailLink("/reset-password/new"),
  });
  // An address without an account gets the same answer as one with.
  if (error && error.code !== "user_not_found") throwAuth(error);
  return { message: `If ${email} has an account, a link to choose a new password is on its way.` };
});

/** With a mail link's token, which is spent here and not by looking at the page; or within a session. */
export const chooseNewPassword = openAction(
  ChooseNewPassword,
  async ({ password, token_hash }, db) => {
    if (token_hash) {
      const { error } = await db.auth.verifyOtp({ token_hash, type: "recovery" });
      if (error) throwAuth(error);
    }
    const { error } = await db.auth.updateUser({ password });
    if (error?.code === "same_password") redirect("/contacts");
    // The link is spent, the session is there: the next try goes without the link.
    if (error && token_hash) redirect(`/reset-password/new?problem=${error.code ?? "failed"}`);
    if (error) throwAuth(error);
    // Whoever knew the old password is out.
    await db.auth.signOut({ scope: "others" });
    redirect("/contacts");
  },
);

export async function signOut(): Promise<void> {
  const db = await sessionDb();
  // Without an answer the cookies go all the same; other devices stay signed in.
  const { error } = await db.auth.signOut({ scope: "local" });
  if (error) console.error(error);
  redirect("/login");
}

function mailLink(next: string): string {
  return `${env().NEXT_PUBLIC_APP_URL}/auth/confirm?next=${encodeURIComponent(next)}`;
}
