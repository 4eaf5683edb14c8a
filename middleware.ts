import { type NextRequest, NextResponse } from "next/server";
import { refreshSession } from "@/lib/supabase/session";

const desk = /^\/(contacts|calls|settings)(\/|$)/;

/**
 * Keeps sessions fresh, and sends people without one to sign in and back to where they were going.
 * While Auth is away nobody is sent anywhere: the page says so.
 * Access is decided where data is read: in requireMember, memberRoute and by RLS.
 */
export async function middleware(request: NextRequest) {
  const { response, session } = await refreshSession(request);
  const { pathname, search } = request.nextUrl;
  if (session !== "none" || !desk.test(pathname)) return response;
  const login = new URL("/login", request.url);
  login.searchParams.set("next", pathname + search);
  return NextResponse.redirect(login);
}

export const config = {
  runtime: "nodejs",
  matcher: ["/((?!_next/|api/twilio/|api/health|api/cron/|favicon|icon|.*\\.(?:png|svg|ico)$).*)"],
};
