import { z } from "zod";
import { ConfirmEmail, safePath } from "@/lib/account/schema";

const Type = z.enum([...ConfirmEmail.shape.type.options, "recovery"]);

export type MailLink =
  | { kind: "code"; code: string; next: string; backTo: string }
  | { kind: "page"; page: string }
  | { kind: "bad"; backTo: string };

/**
 * What a mail's link carries: `code` (Supabase's default templates) or `token_hash` and `type` (own
 * templates). `backTo` is where someone goes whose link is no good. A token is not spent by opening
 * the link, which mail scanners do too and which any site can make a browser do, but by the button
 * of the page it leads to. A `code` is good only in the browser that asked for it, which keeps its
 * other half in a cookie.
 * https://supabase.com/docs/guides/auth/server-side/advanced-guide
 */
export function readMailLink(query: URLSearchParams): MailLink {
  const type = Type.safeParse(query.get("type"));
  const recovering = type.data === "recovery";
  const next = recovering ? "/reset-password/new" : safePath(query.get("next") ?? undefined);
  const backTo = next.startsWith("/reset-password")
    ? "/reset-password?problem=link"
    : "/login?problem=link";
  const tokenHash = query.get("token_hash");
  if (tokenHash && recovering) {
    return { kind: "page", page: `/reset-password?token_hash=${encodeURIComponent(tokenHash)}` };
  }
  if (tokenHash && type.success) {
    const about = new URLSearchParams({ token_hash: tokenHash, type: type.data, next });
    return { kind: "page", page: `/confirm-email?${about}` };
  }
  const code = query.get("code");
  return code ? { kind: "code", code, next, backTo } : { kind: "bad", backTo };
}
