import { type NextRequest, NextResponse } from "next/server";
import { developing, env } from "@/lib/core/env";
import { refreshSession } from "@/lib/db/supabase/session";
import { areaOf } from "@/lib/headers/area";
import { pagePolicy } from "@/lib/headers/page-policy";
import { roomsUrl } from "@/lib/livekit-account/policy";

const membersOnly =
  /^\/(agent|calendar|contacts|calls|call-lists|companies|messages|missed|notifications|tasks|settings|voicemail|queue)(\/|$)/;

/**
 * Keeps sessions fresh, and sends people without one to sign in and back to where they were going,
 * if they load a page. While Auth is away nobody is sent anywhere: the page says so. Access is
 * decided where data is read: in requireMember, memberRoute and by RLS.
 */
export async function middleware(request: NextRequest) {
  const { NEXT_PUBLIC_APP_URL, NEXT_PUBLIC_SUPABASE_URL, TWILIO_API_BASE_URL } = env();
  const { AGENT_ORIGINS, AGENT_PUBLIC_URL } = env();
  const agentOrigins = AGENT_ORIGINS ?? (AGENT_PUBLIC_URL ? [AGENT_PUBLIC_URL] : []);
  const supabaseUrl = NEXT_PUBLIC_SUPABASE_URL;
  const { pathname, search } = request.nextUrl;
  const area = areaOf(pathname);
  const page = area !== "api";
  const twilioUrl = TWILIO_API_BASE_URL;
  const nonce = newNonce();
  const policy = (livekitUrl?: string | null) =>
    pagePolicy(area, {
      ...{ nonce, developing },
      installation: {
        ...{ supabaseUrl, agentOrigins },
        ...(twilioUrl && { twilioUrl }),
        ...(livekitUrl && { livekitUrl }),
      },
    });
  // Next reads the nonce from the request and stamps its scripts with it.
  if (page) request.headers.set("content-security-policy", policy());
  const { response, session, person } = await refreshSession(request);
  const isOut = session === "none" && membersOnly.test(pathname);
  // An action that a script sends loads no page: it answers itself, and the form stays as it is.
  const isAction = request.method === "POST" && request.headers.has("next-action");
  const answer = isOut && !isAction ? toSignIn(request, pathname + search) : response;
  if (page) {
    // The policy of what a script asks for counts nothing: a document's stands until the next one.
    const isDocument = area === "desk" && !isAction && !request.headers.has("rsc");
    const livekitUrl = isDocument && person ? await roomsUrl(person, Date.now()) : null;
    answer.headers.set("content-security-policy", policy(livekitUrl));
  }
  if (NEXT_PUBLIC_APP_URL.startsWith("https:")) {
    answer.headers.set("strict-transport-security", "max-age=63072000");
  }
  return answer;
}

function toSignIn(request: NextRequest, next: string): NextResponse {
  const login = new URL("/login", request.url);
  login.searchParams.set("next", next);
  const reads = request.method === "GET" || request.method === "HEAD";
  // A form sent without script: its page can only say that it was not saved.
  if (!reads) login.searchParams.set("problem", "unsaved");
  const headers = { "cache-control": "private, no-store" };
  return NextResponse.redirect(login, { status: reads ? 307 : 303, headers });
}

function newNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
}

export const config = {
  runtime: "nodejs",
  // All but files of the build, and the doors that no browser uses.
  matcher: [
    "/((?!_next/static/|api/twilio/|api/livekit/|api/health$|api/cron/|sounds/|workers/|favicon.ico$|icon.svg$).*)",
  ],
};
