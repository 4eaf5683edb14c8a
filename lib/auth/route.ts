import "server-only";
import { type Member, memberOf, type Role, whoAsks, whoIsHere } from "@/lib/auth/member";
import { env } from "@/lib/env";
import { AppError, errorResponse } from "@/lib/errors";
import { tokenDb } from "@/lib/supabase/server";

async function askedBy(request: Request) {
  const bearer = request.headers.get("authorization")?.match(/^Bearer (\S+)$/i)?.[1];
  if (bearer) return whoAsks(tokenDb(bearer));
  requireOwnPage(request);
  return whoIsHere();
}

/** A cookie speaks for our own pages only. Browsers name the page's origin on every request that writes. */
function requireOwnPage(request: Request): void {
  const origin = request.headers.get("origin");
  if (request.method === "GET" || request.method === "HEAD" || origin === null) return;
  const hosts = [request.headers.get("host"), new URL(env().NEXT_PUBLIC_APP_URL).host];
  if (hosts.includes(URL.parse(origin)?.host ?? "")) return;
  throw new AppError("forbidden", "foreign_origin", "Another site asked for this.");
}

/** A route handler for members, by session cookie or `Authorization: Bearer <Supabase access token>`. */
export function memberRoute<Params extends Record<string, string> = Record<string, never>>(
  handler: (request: Request, member: Member, params: Params) => Promise<Response>,
  options: { role?: Role } = {},
) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    try {
      const member = memberOf(await askedBy(request), options.role);
      return await handler(request, member, await context.params);
    } catch (error) {
      return errorResponse(error);
    }
  };
}
