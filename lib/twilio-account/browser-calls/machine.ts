import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

/** What Ringbook has made in the account for calls in the browser; the secret is encrypted. */
export type MadeBrowserCalls = {
  account_sid: string;
  application_sid: string;
  api_key_sid: string;
  api_key_secret_ciphertext: string;
};

/** Turns browser calls on, for an admin; says so where they were on already. */
export async function saveBrowserCalls(tenantId: string, userId: string, made: MadeBrowserCalls) {
  return z
    .enum(["saved", "on_already", "account_changed", "not_admin"])
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.save_browser_calls(${tenantId}, ${userId}, ${sql.json(made)}) as result`,
      ),
    );
}

/** Turns browser calls off, for an admin. */
export async function deleteBrowserCalls(tenantId: string, userId: string): Promise<void> {
  await callMachine(
    (sql) => sql`select machine.delete_browser_calls(${tenantId}, ${userId}) as result`,
  );
}
