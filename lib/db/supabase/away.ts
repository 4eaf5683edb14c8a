import { type AuthError, isAuthRetryableFetchError } from "@supabase/supabase-js";

/** True when Auth could not be asked, so that nobody knows yet whether the session still holds. */
export function isAuthAway(error: AuthError | null): boolean {
  return isAuthRetryableFetchError(error);
}
