import { z } from "zod";
import { Provider } from "@/lib/agent/machine";
import { callMachine } from "@/lib/db/machine/connection";

/** An admin's own tenant's provider; null when there is none or the person is no admin. */
export async function realtimeKey(tenantId: string, userId: string) {
  return Provider.nullable().parse(
    await callMachine((sql) => sql`select machine.realtime_key(${tenantId}, ${userId}) as result`),
  );
}

type Saved = Omit<Provider, "audio_format"> & {
  audio_format: string;
  api_key_last_four: string;
};

/** Saves an admin's tenant's provider, or removes it (null). */
export async function saveRealtime(
  tenantId: string,
  userId: string,
  saved: Saved | null,
  now: Date,
) {
  return z
    .enum(["saved", "not_admin"])
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.save_realtime(${tenantId}, ${userId}, ${saved && sql.json(saved)}, ${now.toISOString()}) as result`,
      ),
    );
}
