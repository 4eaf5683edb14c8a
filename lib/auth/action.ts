import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type Member, memberOf, type Role, whoIsHere } from "@/lib/auth/member";
import { requireOwnPage } from "@/lib/auth/own-page";
import { AppError } from "@/lib/errors";

/** What a form shows after its action: a sentence, and for refused input a sentence per field. */
export type ActionState<Result = undefined> =
  | { kind: "idle" }
  | { kind: "done"; message?: string; result?: Result }
  | { kind: "refused"; message: string; fields?: Record<string, string> };

/** A refusal that names the field it is about. */
export class FieldError extends AppError {
  readonly field: string;
  constructor(field: string, message: string) {
    super("bad_request", "invalid_input", message);
    this.field = field;
  }
}

const mostFields = 500;

/** Form fields as an object: a name that repeats becomes an array. Throws 400 for more fields than any form of ours has. */
export function formValues(form: FormData): Record<string, unknown> {
  const values = new Map<string, FormDataEntryValue | FormDataEntryValue[]>();
  let count = 0;
  for (const [name, value] of form) {
    count += 1;
    if (count > mostFields) throw new AppError("bad_request", "invalid_input", "That is too much.");
    if (name.startsWith("$ACTION")) continue;
    const known = values.get(name);
    if (known === undefined) values.set(name, value);
    else if (Array.isArray(known)) known.push(value);
    else values.set(name, [known, value]);
  }
  return Object.fromEntries(values);
}

/** What a caught error says to the person who sent the form. */
export function refusal(error: unknown): {
  kind: "refused";
  message: string;
  fields?: Record<string, string>;
} {
  if (error instanceof FieldError) {
    return { kind: "refused", message: error.message, fields: { [error.field]: error.message } };
  }
  if (error instanceof AppError) return { kind: "refused", message: error.message };
  console.error(error);
  return { kind: "refused", message: "Something went wrong on our side. Please try again." };
}

export function invalidInput(error: z.ZodError): {
  kind: "refused";
  message: string;
  fields: Record<string, string>;
} {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  return { kind: "refused", message: "Please check the marked fields.", fields };
}

/**
 * A server action of a member: session → role → zod → handler. Input that is read differently for each tenant has its
 * schema made for the member. Expected failures come back as a refused state; redirects pass through. Use with
 * `useActionState`.
 */
export function memberAction<Schema extends z.ZodType, Result = undefined>(
  schema: Schema | ((member: Member) => Schema),
  handler: (
    input: z.output<Schema>,
    member: Member,
  ) => Promise<{ message?: string; result?: Result } | undefined>,
  options: { role?: Role } = {},
) {
  return async (_previous: ActionState<Result>, form: FormData): Promise<ActionState<Result>> => {
    try {
      requireOwnPage(await headers());
      const member = memberOf(await whoIsHere(), options.role);
      const own = typeof schema === "function" ? schema(member) : schema;
      const input = own.safeParse(formValues(form));
      if (!input.success) return invalidInput(input.error);
      return { kind: "done", ...(await handler(input.data, member)) };
    } catch (error) {
      unstable_rethrow(error);
      return refusal(error);
    }
  };
}
