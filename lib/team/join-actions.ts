"use server";

import { confirmWords, signedUp } from "@/lib/account/decide";
import { leastMs, noSoonerThan } from "@/lib/account/least-time";
import { openAction, throwAuth } from "@/lib/account/open-action";
import { signedInPerson } from "@/lib/account/person";
import { signInByPassword } from "@/lib/account/sign-in";
import { countTry } from "@/lib/attempts/limited";
import { visitorAddress } from "@/lib/attempts/visitor";
import { env } from "@/lib/core/env";
import { join } from "@/lib/team/join";
import { Join, JoinBySignIn, JoinBySignUp } from "@/lib/team/schema";

export const joinNow = openAction(Join, ({ token, name }, db) => join(db, token, name));

export const joinBySignIn = openAction(JoinBySignIn, async ({ token, email, password }, db) => {
  await signInByPassword(db, { email, password });
  const { name } = await signedInPerson(db);
  return join(db, token, name.trim().slice(0, 80) || email);
});

export const joinBySignUp = openAction(
  JoinBySignUp,
  async ({ token, name, email, password }, db) => {
    await countTry("sign_up", { email, ip: await visitorAddress() });
    const back = encodeURIComponent(`/invite/${token}`);
    const { data, error } = await noSoonerThan(leastMs.signUp, () =>
      db.auth.signUp({
        email,
        password,
        options: {
          data: { name },
          emailRedirectTo: `${env().NEXT_PUBLIC_APP_URL}/auth/confirm?next=${back}`,
        },
      }),
    );
    if (error) throwAuth(error);
    switch (signedUp(data)) {
      case "signed_in":
        return join(db, token, name);
      case "exists":
      case "confirm_email":
        return { message: confirmWords(email) };
    }
  },
);
