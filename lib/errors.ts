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

/** A failure that a person reads: `code` for programs, `message` for people, `kind` decides the HTTP status. */
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

/** The one place where a thrown error becomes an HTTP answer; what we did not expect is logged and said as 500. */
export function errorResponse(error: unknown): Response {
  const known = error instanceof AppError ? error : undefined;
  if (!known) console.error(error);
  return Response.json(
    {
      success: false,
      error: {
        code: known?.code ?? "internal",
        message: known?.message ?? "Something went wrong on our side. Please try again.",
        ...known?.details,
      },
    },
    { status: known?.status ?? 500 },
  );
}
