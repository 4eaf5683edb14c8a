import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const Claims = z.looseObject({
  sub: z.string().optional(),
  role: z.enum(["anon", "authenticated", "service_role"]),
  exp: z.number(),
});
export type Claims = z.infer<typeof Claims>;

export type Token = { kind: "valid"; claims: Claims } | { kind: "refused"; reason: string };

function sameBytes(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Reads a Supabase access token (HS256). `now` is in seconds since 1970. */
export function readToken(text: string, secret: string, now: number): Token {
  const [head = "", body = "", signature = "", ...rest] = text.split(".");
  const header = z.object({ alg: z.literal("HS256") }).safeParse(decode(head));
  const claims = Claims.safeParse(decode(body));
  if (rest.length > 0 || !header.success || !claims.success) {
    return { kind: "refused", reason: "MalformedJWT: The token provided is not a valid JWT" };
  }
  const expected = createHmac("sha256", secret).update(`${head}.${body}`).digest();
  if (!sameBytes(expected, Buffer.from(signature, "base64url"))) {
    return { kind: "refused", reason: "JwtSignatureError: Failed to validate JWT signature" };
  }
  const late = Math.floor(now - claims.data.exp);
  if (late >= 0) {
    const reason = `InvalidJWTToken: Token has expired ${late} seconds ago`;
    return { kind: "refused", reason };
  }
  return { kind: "valid", claims: claims.data };
}
