import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { ActionState, Conflict, FormPerson, Refusal, Sent } from "@/lib/auth/form-state";
import { identifySession, type Member, memberOf, type Role } from "@/lib/auth/member";
import { requireOwnPage } from "@/lib/auth/own-page";
import { AppError } from "@/lib/core/errors";

/** A refusal that names the field it is about. */
export class FieldError extends AppError {
  readonly field: string;
  constructor(field: string, message: string) {
    super("bad_request", "invalid_input", message);
    this.field = field;
  }
}

/**
 * A save that both people's changes of a field stand in the way of. `seen` is the other's values,
 * as JSON.
 */
export class EditConflict extends AppError {
  readonly conflicts: Conflict[];
  readonly seen: string;
  constructor(conflicts: Conflict[], seen: string) {
    super("conflict", "changed_meanwhile", "Not saved yet: choose what to keep.");
    this.conflicts = conflicts;
    this.seen = seen;
  }
}

const maxFields = 500;
/** Never drawn into a page again. */
const secretFields = new Set([
  ...["password", "current", "auth_token", "api_key", "api_secret", "code"],
]);

/**
 * Form fields as an object: a name that repeats becomes an array. What begins with $ is React's or
 * the form's own. Throws 400 for more fields than any form of ours has.
 */
export function formValues(form: FormData): Record<string, unknown> {
  const values = new Map<string, FormDataEntryValue | FormDataEntryValue[]>();
  let count = 0;
  for (const [name, value] of form) {
    count += 1;
    if (count > maxFields) throw new AppError("bad_request", "invalid_input", "That's too much.");
    if (name.startsWith("$")) continue;
    const known = values.get(name);
    if (known === undefined) values.set(name, value);
    else if (Array.isArray(known)) known.push(value);
    else values.set(name, [known, value]);
  }
  return Object.fromEntries(values);
}

/** What a caught error says to the person who sent the form. */
export function refusal(error: unknown): Refusal {
  if (error instanceof FieldError) {
    return { kind: "refused", message: error.message, fields: { [error.field]: error.message } };
  }
  if (error instanceof EditConflict) {
    const { message, conflicts, seen } = error;
    return { kind: "conflict", message, conflicts, seen };
  }
  if (error instanceof AppError) {
    const { message, kind } = error;
    if (kind === "unauthenticated") return { kind: "signed_out", message };
    return { kind: "refused", message, ...(kind === "unavailable" && { unclear: true }) };
  }
  console.error(error);
  const message = "Something went wrong on our side. Please try again.";
  return { kind: "refused", message, unclear: true };
}

export function invalidInput(error: z.ZodError): Refusal {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  const count = Object.keys(fields).length;
  const message = count === 1 ? "Fix the marked field." : `Fix the ${count} marked fields.`;
  return { kind: "refused", message, fields };
}

/**
 * A server action of a member: session → role → zod → handler. Input that is read differently for
 * each tenant has its schema made for the member. Expected failures come back as states that lose
 * nothing typed: signed out, signed in as someone else than the form was opened by, refused, in
 * conflict; redirects pass through. Use with components/ui/form.tsx.
 */
export function memberAction<Schema extends z.ZodType, Result = undefined>(
  schema: Schema | ((member: Member, form: FormData) => Schema | Promise<Schema>),
  handler: (
    input: z.output<Schema>,
    member: Member,
    form: FormData,
  ) => Promise<{ message?: string; result?: Result; saved?: true } | undefined>,
  options: { role?: Role } = {},
) {
  const act = async (form: FormData): Promise<ActionState<Result>> => {
    const member = memberOf(await identifySession(), options.role);
    if (!isPersonOf(form, member)) return otherPerson(member);
    const own = typeof schema === "function" ? await schema(member, form) : schema;
    const input = own.safeParse(formValues(form));
    if (!input.success) return invalidInput(input.error);
    return { kind: "done", ...(await handler(input.data, member, form)) };
  };
  return async (_previous: ActionState<Result>, form: FormData): Promise<ActionState<Result>> => {
    const sentBy = await headers();
    const answer = async () => {
      requireOwnPage(sentBy);
      return act(form);
    };
    const state = await answer().catch((error: unknown) => {
      unstable_rethrow(error);
      return refusal(error);
    });
    // With script the fields are still there.
    if (state.kind === "idle" || state.kind === "done" || sentBy.has("next-action")) return state;
    return { ...state, sent: sentOf(form) };
  };
}

/** A form says by whom it was opened; whoever agreed to save it as someone else is named last. */
function isPersonOf(form: FormData, member: Member): boolean {
  const named = form.getAll("$person").at(-1);
  return named === undefined || named === member.user_id;
}

function otherPerson({ user_id, name, email, tenant }: Member): Refusal {
  const person: FormPerson = { userId: user_id, name, email, company: tenant.name };
  const message = `You're now signed in as ${name} of ${tenant.name}.`;
  return { kind: "other_person", message, person };
}

function sentOf(form: FormData): Sent {
  const loaded = form.get("$loaded");
  const tooMany = [...form.keys()].length > maxFields;
  const values = Object.entries(tooMany ? {} : formValues(form));
  return {
    values: Object.fromEntries(values.filter(([name]) => !secretFields.has(name))),
    ...(typeof loaded === "string" && { loaded }),
  };
}
