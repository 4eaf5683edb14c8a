/**
 * How a request to Twilio's API failed: it said no, it certainly never got there, or nobody knows.
 */
export type TwilioFailure =
  | { kind: "refused"; code: number; status: number; message: string }
  | { kind: "not_sent"; message: string }
  | { kind: "unknown"; message: string };

const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "CERT_HAS_EXPIRED",
]);

function field(error: unknown, name: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
}

/**
 * Sorts what the SDK throws. A 5xx or a broken connection may come after the request was carried
 * out.
 */
export function twilioFailure(error: unknown): TwilioFailure {
  const message = error instanceof Error ? error.message : String(error);
  const status = field(error, "status");
  const code = field(error, "code");
  if (typeof status === "number" && status >= 400 && status < 500) {
    return { kind: "refused", status, code: typeof code === "number" ? code : status, message };
  }
  const cause = field(error, "cause");
  const errno = typeof code === "string" ? code : field(cause, "code");
  if (typeof errno === "string" && neverSent.has(errno)) return { kind: "not_sent", message };
  return { kind: "unknown", message };
}

const over = new Set([21220, 20404]);

/** A leg or recording is over already, or gone: https://www.twilio.com/docs/api/errors/21220 */
export function isOver(failure: TwilioFailure): boolean {
  return failure.kind === "refused" && over.has(failure.code);
}

const trial =
  "The company's Twilio account is a trial: it may only call numbers verified at Twilio.";

/**
 * What a rep understands. In a click-to-call create, To is the rep's own phone and From the
 * company's number.
 */
const sentences: Record<number, string> = {
  20003: "Twilio doesn't accept the company's credentials. They are entered in Settings → Twilio.",
  20404: "Twilio no longer knows this call.",
  20429: "Twilio is receiving too many requests right now. Please try again in a moment.",
  21205: "Twilio doesn't accept Ringbook's public address.",
  21210:
    "The company's number doesn't belong to its Twilio account. It is kept in Settings → Phone numbers.",
  21211: "Your own phone number isn't valid. Check it in Settings → Profile.",
  21212: "The company's number isn't valid. It is kept in Settings → Phone numbers.",
  21214: "Twilio can't reach your phone. Check its number in Settings → Profile.",
  21215:
    "The company's Twilio account may not call your phone's country. It can be allowed in Twilio's console.",
  21216: "Twilio doesn't allow calls to your phone's number. Check it in Settings → Profile.",
  21217: "Your own phone number isn't valid. Check it in Settings → Profile.",
  21219: trial,
  573002: trial,
  573005: trial,
};

const forAdmins = new Set([20003, 21205, 21210, 21212, 21215, 21219, 573002, 573005]);

/** Whether it stands until an admin changes something in Settings or at Twilio. */
export function isForAdmins(code: number): boolean {
  return forAdmins.has(code);
}

/** A sentence for a person about a Twilio error code (https://www.twilio.com/docs/api/errors). Names no phone number. */
export function refusalSentence(code: number): string {
  return sentences[code] ?? `Twilio refused the call (error ${code}).`;
}
