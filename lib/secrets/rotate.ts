import { currentKeyId, decryptSecret, encryptSecret } from "@/lib/core/crypto";
import {
  type StoredSecret,
  secretPlaces,
  secretsUnderOtherKeys,
  swapSecret,
} from "@/lib/secrets/machine";

/**
 * What became of the secrets of a place; `closed` are the tenants whose secret does not open with
 * any key we have.
 */
export type Rotation = {
  place: string;
  rotated: number;
  saved_meanwhile: number;
  closed: string[];
};

const atOnce = 100;

/**
 * Encrypts every stored secret that is under another key under ENCRYPTION_KEY, one at a time
 * and only if it is still what is stored. May be stopped and run again at any time, beside any
 * number of running apps that hold both keys.
 */
export async function rotateSecrets(): Promise<Rotation[]> {
  const rotations: Rotation[] = [];
  for (const place of await secretPlaces()) {
    const total: Rotation = { place, rotated: 0, saved_meanwhile: 0, closed: [] };
    let pass: Rotation;
    // Again until nothing moves: an app that still encrypts with the other key may have saved
    // behind our back.
    do {
      pass = await rotateOnce(place);
      total.rotated += pass.rotated;
      total.saved_meanwhile += pass.saved_meanwhile;
      total.closed = pass.closed;
    } while (pass.rotated + pass.saved_meanwhile > 0);
    rotations.push(total);
  }
  return rotations;
}

async function rotateOnce(place: string): Promise<Rotation> {
  const pass: Rotation = { place, rotated: 0, saved_meanwhile: 0, closed: [] };
  let after = "";
  for (;;) {
    const found = await secretsUnderOtherKeys(place, currentKeyId(), after, atOnce);
    for (const stored of found) {
      after = stored.ciphertext;
      const fresh = underCurrentKey(place, stored);
      if (fresh === null) pass.closed.push(stored.tenant_id);
      else if (await swapSecret(place, stored, fresh)) pass.rotated += 1;
      else pass.saved_meanwhile += 1;
    }
    if (found.length < atOnce) return pass;
  }
}

function underCurrentKey(column: string, { tenant_id: tenantId, ciphertext }: StoredSecret) {
  try {
    return encryptSecret(decryptSecret(ciphertext, { tenantId, column }), { tenantId, column });
  } catch {
    return null;
  }
}
