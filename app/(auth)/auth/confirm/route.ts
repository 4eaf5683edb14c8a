import { type NextRequest, NextResponse } from "next/server";
import { readMailLink } from "@/lib/account/mail-link";
import { env } from "@/lib/core/env";
import { sessionDb } from "@/lib/db/supabase/server";

/**
 * Where the links of sign-in's mails lead, in either of Supabase's forms (`code` or `token_hash`).
 */
export async function GET(request: NextRequest) {
  const link = readMailLink(request.nextUrl.searchParams);
  const to = (path: string) => NextResponse.redirect(`${env().NEXT_PUBLIC_APP_URL}${path}`, 303);
  if (link.kind === "bad") return to(link.backTo);
  if (link.kind === "page") return to(link.page);
  const db = await sessionDb();
  const { error } = await db.auth.exchangeCodeForSession(link.code);
  return to(error ? link.backTo : link.next);
}
