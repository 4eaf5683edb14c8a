export type ApiAnswer =
  | { success: true; callId?: string; message?: string }
  | { success: false; error: { code: string; message: string; asksAdmin?: true } };

/**
 * What one of our routes said; nothing when the body is not ours. By hand: zod would add 31 kB to
 * every page.
 */
export function readAnswer(body: unknown): ApiAnswer | undefined {
  if (typeof body !== "object" || body === null || !("success" in body)) return;
  if (body.success === true) {
    const callId = "callId" in body ? body.callId : undefined;
    const said = "message" in body && typeof body.message === "string" ? body.message : undefined;
    const done = { success: true, ...(said && { message: said }) } as const;
    if (callId === undefined) return done;
    return typeof callId === "string" ? { ...done, callId } : undefined;
  }
  if (body.success !== false || !("error" in body)) return;
  const { error } = body;
  if (typeof error !== "object" || error === null) return;
  if (!("code" in error && "message" in error)) return;
  const { code, message } = error;
  if (typeof code !== "string" || typeof message !== "string") return;
  const asksAdmin = "asks_admin" in error && error.asks_admin === true;
  return { success: false, error: { code, message, ...(asksAdmin && { asksAdmin }) } };
}
