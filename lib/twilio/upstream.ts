import { AppError } from "@/lib/core/errors";
import { twilioFailure } from "@/lib/twilio/refusal";

/** What the SDK throws, as `upstream` with a sentence for an admin. */
export function asAppError(error: unknown): AppError {
  const failure = twilioFailure(error);
  switch (failure.kind) {
    case "refused":
      return new AppError("upstream", "twilio_refused", refusedWords(failure), { cause: error });
    case "not_sent":
    case "unknown":
      return new AppError(
        "upstream",
        "twilio_unreachable",
        "Twilio isn't responding. Please try again shortly.",
        { cause: error },
      );
  }
}

function refusedWords({ code, status }: { code: number; status: number }): string {
  if (status === 401 || code === 20003) {
    return "Twilio no longer accepts the saved Auth Token. Enter the current one.";
  }
  if (status === 429) return "Twilio is receiving too many requests. Please try again in a moment.";
  if (code === 21402) return "Twilio doesn't accept Ringbook's public address as a webhook URL.";
  return `Twilio refused this (error ${code}).`;
}
