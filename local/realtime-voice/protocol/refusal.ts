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

/** In the provider's words, what is wrong with an event. */
export function refusalOf(error: z.ZodError, type: unknown): Refusal {
  const issue = error.issues[0];
  const param = issue?.path.join(".") ?? null;
  if (issue?.path.length === 1 && issue.path[0] === "type") {
    return new Refusal("invalid_value", `Invalid value: '${String(type)}'.`, "type");
  }
  if (issue?.code === "invalid_type" && issue.message.includes("received undefined")) {
    return new Refusal(
      "missing_required_parameter",
      `Missing required parameter: '${param}'.`,
      param,
    );
  }
  return new Refusal("invalid_value", `Invalid value for '${param}': ${issue?.message}`, param);
}
