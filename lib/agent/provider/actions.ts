"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { checkProvider } from "@/lib/agent/provider/check";
import { saveRealtime } from "@/lib/agent/provider/machine";
import { saveProvider } from "@/lib/agent/provider/save";
import { providerForm } from "@/lib/agent/provider/schema";
import { readProvider } from "@/lib/agent/provider/store";
import { memberAction } from "@/lib/auth/action";
import { env } from "@/lib/core/env";
import { adminsOnly } from "@/lib/core/errors";
import { readEdit } from "@/lib/edits/schema";

/** "Check" and "Save" of the same form. */
export const saveProviderSettings = memberAction(
  async ({ db, tenant }) =>
    providerForm({
      isSaved: (await readProvider(db, tenant.id)) !== null,
      standIn: env().REALTIME_STAND_IN_URL,
    }),
  async (typed, member, form) => {
    if (typed.intent === "check") {
      await checkProvider(member, typed);
      return { message: "The provider accepts the key and the models." };
    }
    await saveProvider(member, typed, readEdit(form));
    revalidatePath("/settings", "layout");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);

export const removeProvider = memberAction(
  z.object({}),
  async (_, { tenant, user_id }) => {
    if ((await saveRealtime(tenant.id, user_id, null, new Date())) === "not_admin") {
      throw adminsOnly();
    }
    revalidatePath("/settings", "layout");
    return undefined;
  },
  { role: "admin" },
);
