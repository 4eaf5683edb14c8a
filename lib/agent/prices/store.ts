import "server-only";
import type { Prices } from "@/lib/agent/prices/schema";
import { AppError } from "@/lib/core/errors";
import { changeOrAdd } from "@/lib/db/supabase/change-or-add";
import type { Db } from "@/lib/db/supabase/server";

const columns =
  "model, audio_in, cached_audio_in, audio_out, text_in, cached_text_in, text_out, transcript_in, transcript_out, transcript_minute, source, updated_at";

/** What the tenant's models cost, as far as its admins have entered it. */
export async function listPrices(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("realtime_prices")
    .select(columns)
    .eq("tenant_id", tenantId)
    .order("model");
  if (error) throw new Error("The models' prices could not be read", { cause: error });
  return data;
}

export type SavedPrices = Awaited<ReturnType<typeof listPrices>>[number];

/** Enters or changes some of a model's prices. */
export async function savePrices(
  db: Db,
  tenantId: string,
  { model, ...all }: Prices,
  changes: Partial<Omit<Prices, "model">> = all,
): Promise<void> {
  const updated_at = new Date().toISOString();
  const failure = await changeOrAdd(
    () =>
      db
        .from("realtime_prices")
        .update({ ...changes, updated_at })
        .eq("tenant_id", tenantId)
        .eq("model", model)
        .select("model"),
    () => db.from("realtime_prices").insert({ ...all, model, tenant_id: tenantId, updated_at }),
  );
  if (!failure) return;
  const message = "The prices couldn't be saved. Try again.";
  throw new AppError("conflict", "changed_meanwhile", message, { cause: failure });
}
