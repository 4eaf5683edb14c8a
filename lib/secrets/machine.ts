import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

/** A stored secret of a tenant, still encrypted. */
export type StoredSecret = { tenant_id: string; ciphertext: string };

const Stored = z.array(z.object({ tenant_id: z.uuid(), ciphertext: z.string() }));

/** Where secrets are kept: `table.column`, as the ciphertexts authenticate it. */
export async function secretPlaces(): Promise<string[]> {
  return z
    .array(z.string())
    .parse(await callMachine((sql) => sql`select machine.secret_places() as result`));
}

/**
 * Some ciphertexts of a place that are under another key than `keyId`, in order, those after
 * `after`.
 */
export async function secretsUnderOtherKeys(
  place: string,
  keyId: string,
  after: string,
  howMany: number,
): Promise<StoredSecret[]> {
  return Stored.parse(
    await callMachine(
      (sql) =>
        sql`select machine.secrets_under_other_keys(${place}, ${keyId}, ${after}, ${howMany}) as result`,
    ),
  );
}

/**
 * Replaces a ciphertext by another of the same secret; false when it is no longer what is stored.
 */
export async function swapSecret(place: string, old: StoredSecret, fresh: string) {
  return (
    (await callMachine(
      (sql) =>
        sql`select machine.swap_secret(${place}, ${old.tenant_id}, ${old.ciphertext}, ${fresh}) as result`,
    )) === true
  );
}
