import { createHmac, timingSafeEqual } from "node:crypto";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JSON Web Token (HS256), which is the only kind that LiveKit signs and takes. */
export function signJwt(claims: Record<string, unknown>, secret: string): string {
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${signature(text, secret)}`;
}

/** What a token says, whoever signed it; null where it is none of HS256. */
export function readJwt(token: string): unknown {
  const [header, claims, mac, ...more] = token.split(".");
  if (!header || !claims || !mac || more.length > 0) return null;
  const parsed = parse(header);
  const isHs256 =
    typeof parsed === "object" && parsed !== null && "alg" in parsed && parsed.alg === "HS256";
  return isHs256 ? parse(claims) : null;
}

export function isSignedBy(token: string, secret: string): boolean {
  const cut = token.lastIndexOf(".");
  const expected = Buffer.from(signature(token.slice(0, cut), secret));
  const given = Buffer.from(token.slice(cut + 1));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signature(text: string, secret: string): string {
  return createHmac("sha256", secret).update(text).digest("base64url");
}

function parse(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return null;
  }
}
