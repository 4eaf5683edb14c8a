import { z } from "zod";
import { safePath } from "@/lib/account/schema";

const Type = z.enum(["signup", "invite", "magiclink", "recovery", "email_change", "email"]);

export type MailLink =
  | { kind: "code"; code: string; next: string; backTo: string }
  | { kind: "token"; tokenHash: string; type: z.infer<typeof Type>; next: string; backTo: string }
  | { kind: "reset"; page: string }
  | { kind: "bad"; backTo: string };

/**
 * What a mail's link carries: `code` (Supabase's default templates) or `token_hash` and `type` (own templates).
 * `backTo` is where someone goes whose link is no good. A reset's token is not spent by opening the link, which
 * mail scanners do too, but on the page it leads to.
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
    return { kind: "reset", page: `/reset-password?token_hash=${encodeURIComponent(tokenHash)}` };
  }
  if (tokenHash && type.success) return { kind: "token", tokenHash, type: type.data, next, backTo };
  const code = query.get("code");
  return code ? { kind: "code", code, next, backTo } : { kind: "bad", backTo };
}
