import { createHash } from "node:crypto";
import { signJwt } from "@/local/livekit/auth/jwt";

export type Signer = { key: string; secret: string };

const TOKEN_SECONDS = 300;
const TIMEOUT_MS = 10_000;

/** Sends a webhook as LiveKit does; gives whether it was taken. */
export async function postHook(url: string, body: string, signer: Signer): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: {
        "Content-Type": "application/webhook+json",
        Authorization: hookToken(body, signer),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Says of what body it is, and who has sent it. */
function hookToken(body: string, { key, secret }: Signer): string {
  const now = Math.floor(Date.now() / 1000);
  const sha256 = createHash("sha256").update(body).digest("base64");
  return signJwt({ iss: key, nbf: now, exp: now + TOKEN_SECONDS, sha256 }, secret);
}
