import { SignIn } from "@/lib/account/schema";
import { signInByPassword } from "@/lib/account/sign-in";
import { requireOwnPage } from "@/lib/auth/own-page";
import { AppError, errorResponse } from "@/lib/core/errors";
import { sessionDb } from "@/lib/db/supabase/server";

/** Sign-in over a form that stays as it is; pages are left to themselves. */
export async function POST(request: Request): Promise<Response> {
  try {
    requireOwnPage(request.headers);
    const input = SignIn.safeParse(await request.json().catch(() => null));
    if (!input.success) {
      const message = input.error.issues[0]?.message ?? "Enter your email and password.";
      throw new AppError("bad_request", "invalid_input", message);
    }
    await signInByPassword(await sessionDb(), input.data);
    return Response.json({ success: true });
  } catch (error) {
    return errorResponse(error);
  }
}
