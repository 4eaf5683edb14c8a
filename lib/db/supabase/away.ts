import { type AuthError, isAuthRetryableFetchError } from "@supabase/supabase-js";

/** True if Auth did not answer, so that the session may still be valid. */
export function isAuthAway(error: AuthError | null): boolean {
  return isAuthRetryableFetchError(error);
}
