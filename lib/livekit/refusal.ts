import { ServerError } from "livekit-server-sdk";
import { AppError } from "@/lib/core/errors";

/** LiveKit does not answer: nobody knows what became of what was asked. */
export class Unreachable extends AppError {
  constructor(cause: unknown) {
    super("upstream", "livekit_unreachable", "LiveKit isn't answering. Try again in a moment.", {
      cause,
    });
  }
}

/** LiveKit's answer is no; `reason` is its own code, `said` its own words, for the server alone. */
export class LivekitRefusal extends AppError {
  readonly reason: "wrong_key" | "not_found" | "conflict" | "rule_conflict" | "no_sip" | "other";
  readonly said: string;
  constructor(reason: LivekitRefusal["reason"], said: string, cause: unknown) {
    super("upstream", `livekit_${reason}`, sentences[reason], { cause });
    this.reason = reason;
    this.said = said;
  }
}

const sentences: Record<LivekitRefusal["reason"], string> = {
  wrong_key:
    "LiveKit doesn't accept this key and secret. Copy both again from the project's settings.",
  not_found: "LiveKit doesn't know that any more.",
  conflict: "Another trunk in this LiveKit project already takes calls to one of your numbers.",
  rule_conflict: "Another dispatch rule in this LiveKit project already takes these calls.",
  no_sip: "This LiveKit server takes no telephone calls: its SIP service isn't running.",
  other: "LiveKit refused this. Try again in a moment.",
};

/** What LiveKit answered, or that it did not, as an error with a sentence. */
export function asRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof ServerError)) return new Unreachable(error);
  return new LivekitRefusal(reasonOf(error), error.message, error);
}

function reasonOf({ status, code, message }: ServerError): LivekitRefusal["reason"] {
  if (status === 401 || status === 403) return "wrong_key";
  if (/^Conflicting inbound SIP Trunks/i.test(message)) return "conflict";
  if (/^Dispatch rule for the same trunk/i.test(message)) return "rule_conflict";
  if (code === "not_found") return "not_found";
  if (/sip (is )?not (connected|enabled|configured)/i.test(message)) return "no_sip";
  return "other";
}

/** `work`, or nothing where LiveKit knows the thing no more: it is done already. */
export async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LivekitRefusal && error.reason === "not_found") return undefined;
    throw error;
  }
}
