import type { z } from "zod";

export type ErrorShape = {
  type: string;
  code: string | null;
  message: string;
  param: string | null;
};

/** A client's event that cannot be followed; the session goes on. */
export class Refusal extends Error {
  readonly shape: ErrorShape;

  constructor(code: string | null, message: string, param: string | null = null) {
    super(message);
    this.shape = { type: "invalid_request_error", code, message, param };
  }
}

/** In the provider's words, what is wrong with a message. */
export function refusalOf(error: z.ZodError, message: unknown): Refusal {
  const path = error.issues[0]?.path ?? [];
  const param = path.join(".");
  const value = path.reduce(memberOf, message);
  if (value === undefined) {
    const missing = `Missing required parameter: '${param}'.`;
    return new Refusal("missing_required_parameter", missing, param);
  }
  if (param === "type") {
    return new Refusal("invalid_value", `Invalid value: '${String(value)}'.`, param);
  }
  const text = `Invalid value for '${param}': ${error.issues[0]?.message}`;
  return new Refusal("invalid_value", text, param);
}

function memberOf(value: unknown, name: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
