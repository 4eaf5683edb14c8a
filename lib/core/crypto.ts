import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "@/lib/core/env";

/** Where a secret lives. Authenticated with the ciphertext, so that it opens nowhere else. */
export type SecretPlace = { tenantId: string; column: string };

type Key = { id: string; key: KeyObject };

const made = new Map<string, Key>();

/** A key of the environment with its id, made once. */
function keyOf(base64: string): Key {
  const known = made.get(base64);
  if (known) return known;
  const bytes = Buffer.from(base64, "base64");
  const id = createHash("sha256").update(bytes).digest("base64url").slice(0, 8);
  const key = { id, key: createSecretKey(bytes) };
  made.set(base64, key);
  return key;
}

/** The id of ENCRYPTION_KEY, which every ciphertext under it begins with after `v1.`. */
export function currentKeyId(): string {
  return keyOf(env().ENCRYPTION_KEY).id;
}

function keys(): Key[] {
  const { ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS } = env();
  return [ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS]
    .filter((value) => value !== undefined)
    .map(keyOf);
}

function authenticated(place: SecretPlace, id: string): Buffer {
  return Buffer.from(JSON.stringify([place.tenantId, place.column, id]));
}

/** AES-256-GCM with a random nonce, as `v1.<key id>.<nonce>.<ciphertext and tag>` (base64url). */
export function encryptSecret(plaintext: string, place: SecretPlace): string {
  const { id, key } = keyOf(env().ENCRYPTION_KEY);
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(authenticated(place, id));
  const sealed = Buffer.concat([
    cipher.update(plaintext, "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `v1.${id}.${nonce.toString("base64url")}.${sealed.toString("base64url")}`;
}

/**
 * Opens what `encryptSecret` made for the same place, with the current or the previous key. Throws
 * on anything else.
 */
export function decryptSecret(ciphertext: string, place: SecretPlace): string {
  const [version, id, nonce, sealed, ...rest] = ciphertext.split(".");
  if (version !== "v1" || !id || !nonce || !sealed || rest.length > 0) {
    throw new Error("A stored secret is not in a form we know");
  }
  const found = keys().find((candidate) => candidate.id === id);
  if (!found)
    throw new Error(`A stored secret needs the encryption key ${id}, which is not configured`);
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", found.key, Buffer.from(nonce, "base64url"), {
    authTagLength: 16,
  });
  decipher.setAAD(authenticated(place, id));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString(
    "utf8",
  );
}

/**
 * HMAC-SHA-256 of a text for its place, under each key in use, the current one first: what a short
 * secret is known again by.
 */
export function keyedHashes(text: string, place: SecretPlace): string[] {
  return keys().map(({ key }) =>
    createHmac("sha256", key)
      .update(JSON.stringify(["hash", place.tenantId, place.column, text]))
      .digest("base64url"),
  );
}

export function equalInConstantTime(a: string, b: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}
