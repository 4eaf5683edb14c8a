import type { NextRequest } from "next/server";
import { refreshSession } from "@/lib/supabase/session";

/** Keeps sessions fresh. Access is decided where data is read: in requireMember, memberRoute and by RLS. */
export async function middleware(request: NextRequest) {
  const { response } = await refreshSession(request);
  return response;
}

export const config = {
  runtime: "nodejs",
  matcher: ["/((?!_next/|api/twilio/|api/health|api/cron/|favicon|icon|.*\\.(?:png|svg|ico)$).*)"],
};
