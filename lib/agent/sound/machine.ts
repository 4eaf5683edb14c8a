import { z } from "zod";
import type { SoundGrant } from "@/lib/agent/sound/token";
import { callMachine } from "@/lib/db/machine/connection";

/** A browser at a voice agent's process. */
export type Inside = Pick<SoundGrant, "tenant_id" | "user_id" | "session_id" | "sign_in"> & {
  id: string;
};

/** The ids of those whose person may be there no more. Of listeners, the activity log says so. */
export async function endListening(browsers: readonly Inside[]): Promise<string[]> {
  return z
    .array(z.string())
    .parse(
      await callMachine(
        (sql) => sql`select machine.end_listening(${sql.json(browsers)}) as result`,
      ),
    );
}
