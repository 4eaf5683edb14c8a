import type { Line } from "@/lib/lines/line";
import type { FormParams } from "@/lib/twilio/signature";
import { callersPhones } from "@/lib/voice/decide";

/**
 * Stands for a personal phone in what is kept: the phone itself stands in its leg alone, where
 * colleagues cannot read it.
 */
export const hiddenPhone = "a personal phone";

/**
 * The settings that an answer rests on, to be kept with it: of the number (E.164) that was called.
 * A phone that the call came from is none to ring, and which phone it is, is not kept.
 */
export function keptLine(line: Line, { To: dialled, From, ForwardedFrom }: FormParams) {
  const from = { from: text(From), forwarded_from: text(ForwardedFrom) };
  const callers = callersPhones(from, line.country_code);
  const kept = (phone: string | null) => (phone && !callers.includes(phone) ? hiddenPhone : null);
  const { tenant_name, country_code, recording_enabled, recording_notice } = line;
  return {
    ...{ tenant_name, country_code, recording_enabled, recording_notice },
    call_time_limit_seconds: line.call_time_limit_seconds,
    numbers: line.numbers
      .filter(({ number }) => number === dialled)
      .map((own) => ({ ...own, forward_phone: kept(own.forward_phone) })),
  };
}

const text = (value: FormParams[string] | undefined) => (typeof value === "string" ? value : "");
