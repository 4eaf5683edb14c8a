import { countryName } from "@/lib/core/country";
import { AppError } from "@/lib/core/errors";

const console = "Twilio's console, under Phone Numbers → Regulatory Compliance";

/** Why Twilio did not sell a number, as an admin understands it. */
export function purchaseRefusal(
  { code, status }: { code: number; status: number },
  country: string,
): AppError {
  const where = countryName(country);
  switch (code) {
    case 21421:
      return new AppError(
        "bad_request",
        "invalid_number",
        "This isn't a number that Twilio sells.",
      );
    case 21422:
      return new AppError(
        "conflict",
        "number_taken",
        "Someone else took this number a moment ago. Choose another one.",
      );
    case 21649:
    case 21651:
      return new AppError(
        "unprocessable",
        "bundle_needed",
        `${where} asks for documents that Twilio has approved (a regulatory bundle). Hand them in at ${console}, then buy the number here.`,
      );
    case 21615:
    case 21628:
    case 21631:
      return new AppError(
        "unprocessable",
        "address_needed",
        `${where} asks for an address of your company. Add it in ${console}, then buy the number here.`,
      );
    case 21404:
      return new AppError(
        "unprocessable",
        "trial_account",
        "A Twilio trial account can have one number. Upgrade the account to buy more.",
      );
    case 20003:
    case 20005:
      return new AppError(
        "upstream",
        "twilio_refused",
        "Twilio doesn't accept the company's credentials. Check Settings → Twilio.",
      );
  }
  if (status === 403) {
    const words = "The Twilio account isn't allowed to buy this number. Ask Twilio's support why.";
    return new AppError("upstream", "twilio_forbids", words);
  }
  if (status === 429) {
    const words = "Twilio is receiving too many requests. Nothing was bought; try again shortly.";
    return new AppError("upstream", "twilio_busy", words);
  }
  const words = `Twilio didn't sell this number (error ${code}). Nothing was bought.`;
  return new AppError("upstream", "twilio_refused", words);
}

export function unpaid(state: string): AppError {
  const words = `The Twilio account is ${state}, usually because it isn't paid. Settle that in Twilio's console; nothing was bought.`;
  return new AppError("upstream", "account_inactive", words);
}

/** The code of a purchase that may have been carried out. */
export const UNCLEAR = "purchase_unclear";

export function unclear(): AppError {
  const words =
    "Twilio didn't answer in time, and the number isn't in your account so far. Wait a minute, then try again: nothing is bought twice.";
  return new AppError("upstream", UNCLEAR, words);
}

export function beingOrdered(): AppError {
  const words =
    "Another purchase or release of this number is under way. Wait a minute and reload.";
  return new AppError("conflict", "order_under_way", words);
}
