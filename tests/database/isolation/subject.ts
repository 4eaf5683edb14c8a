import type { Tenant } from "@/tests/database/isolation/tenants";

export type Role = "rep" | "manager" | "admin";

/**
 * Which rows of their own tenant: all, none, or those where this SQL holds; `:me` is the person.
 */
type Rows = "all" | "none" | { where: string };
export type By = Record<Role, Rows>;

export const everyone: By = { rep: "all", manager: "all", admin: "all" };
export const managers: By = { rep: "none", manager: "all", admin: "all" };
export const admins: By = { rep: "none", manager: "none", admin: "all" };
export const each = (where: string): By => ({
  rep: { where },
  manager: { where },
  admin: { where },
});
/** Managers and admins all, reps only these. */
export const repsOnly = (where: string): By => ({ rep: { where }, manager: "all", admin: "all" });
export const ofTheirCalls =
  "call_id in (select id from public.calls where :me = any (array[user_id, callee_id] || talked_with))";
export const callsHaveOneTenant =
  "a call's id is one tenant's alone; the condition is there for the index";

/**
 * `read` without `columns` is the whole table, later columns too; `add` and `change` name their
 * columns always. An operation that is left out is refused.
 */
export type TableRule = {
  read?: { by: By; columns?: string[] };
  add?: { by: By; columns: string[] };
  /** `givenAway`: a row that is theirs may become a colleague's. */
  change?: { by: By; columns: string[]; givenAway?: true };
  remove?: { by: By };
  /** Neither changed nor emptied by anyone, the owner included. */
  appendOnly?: true;
  /** SQL that adds the rows a tenant has in it. Only a view has none. */
  rows?: (t: Tenant) => string;
};

/**
 * Which database roles may execute it. People are `authenticated`; `anon` is whoever has no
 * session.
 */
export type Execute = "nobody" | "people" | "anyone" | "machine";

type Changes = boolean | { acme: boolean; globex: boolean };
/** Of those who left Acme for Globex; and of the only admin, who stays: Globex has another. */
export const inGlobex: Changes = { acme: false, globex: true };

/**
 * A function of the API also says which roles may have it done in their own tenant, and with what
 * of a tenant's it is tried (`:rep2`, `:gone` and the other people, or `:note` and the other
 * things), and whether that changes the tenant. It never changes another, and answers about
 * another's things as about what does not exist.
 */
export type Effect = { execute: Execute; by: By; tried: [having: string, changes: Changes][] };

/** What a file of `rules/` says of the tables and functions in its folder of supabase/schemas. */
export type Subject = {
  /** By name in the schema public; elsewhere with the schema. In the order rows can be added. */
  tables?: Record<string, TableRule>;
  functions?: Record<string, Execute | Effect>;
  /** What functions are tried with: `:note` is the id of the row that `rows` named so. */
  things?: Record<string, string>;
  /**
   * Faults that change nothing, each with why, by the end of their name. One that is noticed may
   * not be listed.
   */
  withoutEffect?: Record<string, string>;
};
