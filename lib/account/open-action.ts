import "server-only";
import type { AuthError } from "@supabase/supabase-js";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { authRefusal } from "@/lib/account/decide";
import { FieldError, formValues, invalidInput, refusal } from "@/lib/auth/action";
import type { ActionState } from "@/lib/auth/form-state";
import { requireOwnPage } from "@/lib/auth/own-page";
import { AppError } from "@/lib/core/errors";
import { type Db, sessionDb } from "@/lib/db/supabase/server";

/**
 * A server action for people who have not signed in: zod → handler. Answers like `memberAction`.
 */
export function openAction<Schema extends z.ZodType>(
  schema: Schema,
  handler: (input: z.output<Schema>, db: Db) => Promise<{ message?: string } | undefined>,
) {
  return async (_previous: ActionState, form: FormData): Promise<ActionState> => {
    try {
      requireOwnPage(await headers());
      const input = schema.safeParse(formValues(form));
      if (!input.success) return invalidInput(input.error);
      return { kind: "done", ...(await handler(input.data, await sessionDb())) };
    } catch (error) {
      unstable_rethrow(error);
      return refusal(error);
    }
  };
}

/** Throws sign-in's refusal in words; a 5xx or a lost connection goes to the log as well. */
export function throwAuth(error: AuthError): never {
  const { kind, code, message, field } = authRefusal(error);
  if (kind === "unavailable") console.error(error);
  if (field) throw new FieldError(field, message);
  throw new AppError(kind, code, message, { cause: error });
}
