const statusOf = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unprocessable: 422,
  too_many: 429,
  upstream: 502,
  unavailable: 503,
} as const;

export type ErrorKind = keyof typeof statusOf;

/**
 * A failure that a person reads: `code` for programs, `message` for people, `kind` decides the HTTP
 * status.
 */
export class AppError extends Error {
  override name = "AppError";
  readonly code: string;
  readonly kind: ErrorKind;
  readonly details: Record<string, unknown>;

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.code = code;
    this.details = options.details ?? {};
  }

  get status(): number {
    return statusOf[this.kind];
  }
}

/** Whoever asks is no admin any more: the database has looked again. */
export function adminsOnly(cause?: unknown): AppError {
  return new AppError("forbidden", "forbidden", "Only admins can do this.", { cause });
}

/** What is answered to a thrown error; one we did not expect is logged and said as 500. */
export function errorAnswer(error: unknown) {
  const known = error instanceof AppError ? error : undefined;
  if (!known) console.error(error);
  const { code, message, details } = known ?? {
    code: "internal",
    message: "Something went wrong on our side. Please try again.",
  };
  return {
    status: known?.status ?? 500,
    body: { success: false, error: { code, message, ...details } },
  };
}

/**
 * The one place where a thrown error becomes an HTTP answer. `details.retryAfter`, in seconds, is
 * said in the header too.
 */
export function errorResponse(error: unknown): Response {
  const { status, body } = errorAnswer(error);
  const retryAfter = error instanceof AppError ? error.details.retryAfter : undefined;
  const headers =
    typeof retryAfter === "number" ? { "Retry-After": String(retryAfter) } : undefined;
  return Response.json(body, { status, headers });
}
