"use server";

import { revalidatePath } from "next/cache";
import { Prices, priced } from "@/lib/agent/prices/schema";
import { listPrices, savePrices } from "@/lib/agent/prices/store";
import { memberAction } from "@/lib/auth/action";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { readEdit } from "@/lib/edits/schema";

const names = new Map<string, string>(priced.map(([field, name]) => [field, name]));

/** What a model costs, as the admin read it. */
export const saveModelPrices = memberAction(
  Prices,
  async (typed, member, form) => {
    const { db, tenant } = member;
    const { model, ...wanted } = typed;
    await saveEdit<Omit<Prices, "model">>(readEdit(form), wanted, {
      read: async () => {
        const saved = (await listPrices(db, tenant.id)).find((one) => one.model === model);
        if (!saved) return wanted;
        const { model: _, updated_at, ...prices } = saved;
        return prices;
      },
      write: async (changes) => {
        await savePrices(db, tenant.id, typed, changes);
        return true;
      },
      describe: (field, value) => ({
        name: names.get(field)?.toLowerCase() ?? "where the prices are from",
        value: String(value ?? ""),
      }),
      editors: (fields) =>
        auditedEditors(member, { kind: "realtime_price", subject: null }, fields),
    });
    revalidatePath("/settings/voice-agent");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);
