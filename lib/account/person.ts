import { z } from "zod";
import type { Db } from "@/lib/db/supabase/server";

const Metadata = z.object({ name: z.string() });

/**
 * Email of the session's person, and the name they signed up with ("" when none): good for filling
 * in forms only, as people may write their own metadata.
 */
export async function signedInPerson(db: Db): Promise<{ email: string; name: string }> {
  const { data } = await db.auth.getUser();
  const user = data.user;
  const metadata = Metadata.safeParse(user?.user_metadata);
  return { email: user?.email ?? "", name: metadata.data?.name ?? "" };
}
