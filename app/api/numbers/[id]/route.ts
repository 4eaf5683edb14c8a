import { z } from "zod";
import { memberRoute } from "@/lib/auth/route";
import { AppError } from "@/lib/core/errors";
import { releaseNumber } from "@/lib/numbers/release";
import { findPhoneNumber } from "@/lib/numbers/store";

/** Gives a number back to Twilio, for good. */
export const DELETE = memberRoute<{ id: string }>(
  async (_request, member, { id }) => {
    const isThere =
      z.uuid().safeParse(id).success && (await findPhoneNumber(member.db, member.tenant.id, id));
    if (!isThere) throw new AppError("not_found", "not_found", "There is no such number.");
    await releaseNumber(member, id);
    return Response.json({ success: true });
  },
  { role: "admin" },
);
