"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { confirmWords, signedUp } from "@/lib/account/decide";
import { leastMs, noSoonerThan } from "@/lib/account/least-time";
import { openAction, throwAuth } from "@/lib/account/open-action";
import { signedInPerson } from "@/lib/account/person";
import { AskForReset, ChooseNewPassword, ConfirmEmail, SignIn, SignUp } from "@/lib/account/schema";
import { signInByPassword } from "@/lib/account/sign-in";
import { countTry } from "@/lib/attempts/limited";
import { noteAccount } from "@/lib/attempts/machine";
import type { Who } from "@/lib/attempts/rules";
import { visitor, visitorAddress } from "@/lib/attempts/visitor";
import { identifySession } from "@/lib/auth/member";
import { requireOwnPage } from "@/lib/auth/own-page";
import { env } from "@/lib/core/env";
import { note } from "@/lib/db/machine/note";
import { type Db, sessionDb } from "@/lib/db/supabase/server";

export const signIn = openAction(SignIn, async ({ email, password, next }, db) => {
  await signInByPassword(db, { email, password });
  redirect(next);
});

export const signUp = openAction(SignUp, async ({ name, email, password, next }, db) => {
  await countTry("sign_up", { email, ip: await visitorAddress() });
  const { data, error } = await noSoonerThan(leastMs.signUp, () =>
    db.auth.signUp({
      email,
      password,
      options: { data: { name }, emailRedirectTo: mailLink(next) },
    }),
  );
  if (error) throwAuth(error);
  switch (signedUp(data)) {
    case "signed_in":
      redirect(next);
      break;
    // Whether the address has an account is told to its inbox only.
    case "exists":
    case "confirm_email":
      return { message: confirmWords(email) };
  }
});

export const askForReset = openAction(AskForReset, async ({ email }, db) => {
  const who = await visitor(email);
  await countTry("reset", who, tooManyResets);
  // Once the answer is out: neither it nor its time says whether the address has an account.
  after(() => mailReset(db, who));
  return { message: `If ${email} has an account, a link to choose a new password is on its way.` };
});

/** A person who has to wait because strangers made requests too can use the newest link. */
function tooManyResets(wait: string): string {
  return `Too many attempts. Please wait ${wait} and try again. The newest link we emailed in the last hour still works.`;
}

async function mailReset(db: Db, { email, ip }: Who & { email: string }): Promise<void> {
  const { error } = await db.auth.resetPasswordForEmail(email, {
    redirectTo: mailLink("/reset-password/new"),
  });
  if (error && error.code !== "user_not_found") console.error("A reset was not mailed", error);
  else
    await noteAccount(email, false, { action: "password.reset_asked", detail: ip ? { ip } : {} });
}

/** With a mail link's token, which is spent here and not by looking at the page. */
export const confirmEmail = openAction(ConfirmEmail, async ({ token_hash, type, next }, db) => {
  await countTry("link", { token: token_hash, ip: await visitorAddress() });
  const { error } = await db.auth.verifyOtp({ token_hash, type });
  if (error) throwAuth(error);
  redirect(next);
});

/**
 * With a mail link's token, which is spent here and not by looking at the page; or within a
 * session.
 */
export const chooseNewPassword = openAction(
  ChooseNewPassword,
  async ({ password, token_hash }, db) => {
    if (token_hash) {
      await countTry("link", { token: token_hash, ip: await visitorAddress() });
      const { error } = await db.auth.verifyOtp({ token_hash, type: "recovery" });
      if (error) throwAuth(error);
    }
    const { error } = await db.auth.updateUser({ password });
    if (error?.code === "same_password") redirect("/contacts");
    // The link is spent, the session is there: the next try goes without the link.
    if (error && token_hash) redirect(`/reset-password/new?problem=${error.code ?? "failed"}`);
    if (error) throwAuth(error);
    const { email } = await signedInPerson(db);
    await noteAccount(email, true, { action: "password.reset", detail: {} });
    // Whoever knew the old password is out.
    await db.auth.signOut({ scope: "others" });
    redirect("/contacts");
  },
);

export async function signOut(): Promise<void> {
  requireOwnPage(await headers());
  const db = await sessionDb();
  await noteSignOut();
  // Without an answer the cookies go all the same; other devices stay signed in.
  const { error } = await db.auth.signOut({ scope: "local" });
  if (error) console.error(error);
  redirect("/login");
}

/** Nobody is kept signed in because this could not be noted. */
async function noteSignOut(): Promise<void> {
  try {
    const session = await identifySession();
    if (session.kind !== "member") return;
    const { tenant, user_id } = session.member;
    await note(tenant.id, user_id, { action: "session.signed_out", subject: user_id });
  } catch (error) {
    console.error(error);
  }
}

function mailLink(next: string): string {
  return `${env().NEXT_PUBLIC_APP_URL}/auth/confirm?next=${encodeURIComponent(next)}`;
}
