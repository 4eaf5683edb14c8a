import { redirect } from "next/navigation";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";
import { acceptInvitation } from "@/lib/team/store";

/**
 * Accepts an invitation as the person signed in on `db` and goes to the contacts. Throws with the
 * reason when it is no good.
 */
export async function join(db: Db, token: string, name: string): Promise<never> {
  const accepted = await acceptInvitation(db, token, name);
  switch (accepted) {
    case "joined":
      redirect("/contacts");
      break;
    case "member_elsewhere":
      // The page says where they are a member, and what they can do.
      redirect(`/invite/${token}`);
      break;
    case "another_address":
      throw new AppError(
        "forbidden",
        accepted,
        "This invitation is for another email address. Sign in with the address it was sent to.",
      );
    case "unconfirmed":
      throw new AppError(
        "forbidden",
        accepted,
        "Confirm your email address first: the link is in your inbox. Then open the invitation again.",
      );
    case "expired":
      throw new AppError("conflict", accepted, "This invitation has expired. Ask for a new one.");
    case "used":
      throw new AppError("conflict", accepted, "This invitation has already been used.");
    case "invalid":
      throw new AppError("conflict", accepted, "This invitation is no longer valid.");
  }
}
