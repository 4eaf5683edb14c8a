import "server-only";
import { FieldError } from "@/lib/auth/action";

type Saved = { base_url: string; api_key_ciphertext: string };

/** The typed key, or the saved one, which only goes to the address it was saved with. */
export async function usableKey(
  { base_url, api_key }: { base_url: string; api_key?: string | undefined },
  read: () => Promise<Saved | null>,
  open: (ciphertext: string) => string,
): Promise<string> {
  if (api_key) return api_key;
  const saved = await read();
  if (!saved) throw new FieldError("api_key", "Enter the key");
  if (saved.base_url !== base_url) {
    throw new FieldError("api_key", "Enter the key of the new address");
  }
  return open(saved.api_key_ciphertext);
}

/** What is shown of a key; nothing of one that this would give away. */
export const lastFour = (apiKey: string) => (apiKey.length > 12 ? apiKey.slice(-4) : "");
