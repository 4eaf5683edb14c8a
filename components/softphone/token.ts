import type { ProblemCode } from "@/components/softphone/state";

export type Token = {
  kind: "token";
  token: string;
  expiresAt: number;
  /** Where signalling goes in place of Twilio, as a WebSocket's URL. */
  signalling?: string;
};
export type TokenAnswer = Token | { kind: "problem"; problem: ProblemCode };

const timeoutMs = 5_000;

/** A fresh access token, or why there is none, within five seconds. */
export async function fetchToken(): Promise<TokenAnswer> {
  const response = await fetch("/api/softphone/token", {
    method: "POST",
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => null);
  const body: unknown = await response?.json().catch(() => null);
  if (!response || response.status >= 500) return problem("server_unreachable");
  if (response.status === 401) return problem("signed_out");
  if (response.status === 409) return problem("browser_calls_off");
  return readToken(body) ?? problem("server_unreachable");
}

const problem = (code: ProblemCode): TokenAnswer => ({ kind: "problem", problem: code });

/** By hand: zod would be sent to every page. */
export function readToken(body: unknown): Token | undefined {
  if (typeof body !== "object" || body === null) return;
  if (!("token" in body && typeof body.token === "string")) return;
  if (!("expiresAt" in body && typeof body.expiresAt === "string")) return;
  const expiresAt = Date.parse(body.expiresAt);
  if (Number.isNaN(expiresAt)) return;
  const signalling = "signalling" in body ? body.signalling : undefined;
  return {
    ...{ kind: "token", token: body.token, expiresAt },
    ...(typeof signalling === "string" && { signalling }),
  };
}
