import type { Rep } from "@/local/chaos/world";
import { systemCode } from "@/local/command-error";

const timeoutMs = 25_000;

export type Answer =
  | { kind: "answered"; status: number; body: unknown }
  /** Nobody listened, so nothing was asked. */
  | { kind: "refused" }
  | { kind: "lost" };

/** A person's page asks the app for something. Never throws. */
export async function ask(
  { appUrl }: { appUrl: string },
  rep: Rep,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  try {
    const response = await fetch(`${appUrl}${path}`, {
      method: "POST",
      headers: {
        ...headers,
        authorization: `Bearer ${rep.accessToken}`,
        "content-type": "application/json",
        // A connection that a killed app left behind would look like a lost answer.
        connection: "close",
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { kind: "answered", status: response.status, body: await response.json() };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return systemCode(cause) === "ECONNREFUSED" ? { kind: "refused" } : { kind: "lost" };
  }
}
