import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Account } from "@/local/carrier/engine/account";
import type { Directory } from "@/local/carrier/engine/directory";
import type { Parameters } from "@/local/carrier/model";

const LONGEST_SECONDS = 86_400;

const Header = z.object({ alg: z.literal("HS256") });
const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
  exp: z.number(),
  grants: z.object({
    identity: z.string().min(1),
    voice: z
      .object({
        incoming: z.object({ allow: z.boolean() }).optional(),
        outgoing: z
          .object({
            application_sid: z.string(),
            params: z.record(z.string(), z.coerce.string()).optional(),
          })
          .optional(),
      })
      .optional(),
  }),
});

/** What a browser may do, by the access token it shows. */
export type Permit = {
  account: Account;
  identity: string;
  mayBeCalled: boolean;
  outgoing: { applicationSid: string; parameters: Parameters } | null;
  /** Milliseconds of real time. */
  expiresAt: number;
};

export type TokenCheck =
  | { kind: "valid"; permit: Permit }
  | { kind: "invalid" }
  | { kind: "expired" };

/** Checks an access token (https://www.twilio.com/docs/iam/access-tokens) in real time. */
export function checkToken(directory: Directory, token: string, nowMs: number): TokenCheck {
  const [head = "", body = "", signature = ""] = token.split(".");
  const header = Header.safeParse(decode(head));
  const claims = Claims.safeParse(decode(body));
  if (!header.success || !claims.success) return { kind: "invalid" };
  const { iss, sub, iat, nbf, exp, grants } = claims.data;
  const account = directory.find(sub);
  const key = account?.keys.get(iss);
  if (!account || !key || !isSigned(key.secret, `${head}.${body}`, signature)) {
    return { kind: "invalid" };
  }
  const nowSeconds = nowMs / 1000;
  if (exp <= nowSeconds) return { kind: "expired" };
  const startsAt = nbf ?? iat ?? nowSeconds;
  if (exp - startsAt > LONGEST_SECONDS || (nbf ?? 0) > nowSeconds) return { kind: "invalid" };
  const outgoing = grants.voice?.outgoing;
  return {
    kind: "valid",
    permit: {
      account,
      identity: grants.identity,
      mayBeCalled: grants.voice?.incoming?.allow ?? false,
      outgoing: outgoing
        ? {
            applicationSid: outgoing.application_sid,
            parameters: Object.entries(outgoing.params ?? {}),
          }
        : null,
      expiresAt: exp * 1000,
    },
  };
}

function isSigned(secret: string, text: string, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(text).digest();
  const given = Buffer.from(signature, "base64url");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
