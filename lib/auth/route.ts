import "server-only";
import { identify, identifySession, type Member, memberOf, type Role } from "@/lib/auth/member";
import { requireOwnPage } from "@/lib/auth/own-page";
import { errorResponse } from "@/lib/core/errors";
import { tokenDb } from "@/lib/db/supabase/server";

async function askedBy(request: Request) {
  const bearer = request.headers.get("authorization")?.match(/^Bearer (\S+)$/i)?.[1];
  if (bearer) return identify(tokenDb(bearer));
  requireOwnPage(request.headers);
  return identifySession();
}

/**
 * A route handler for members, by session cookie or
 * `Authorization: Bearer <Supabase access token>`.
 */
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
