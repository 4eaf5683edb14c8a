import type { Line } from "@/lib/machine/line";

/** Stands for a personal phone in what is kept: the phone itself stands in its leg alone, where colleagues cannot read it. */
export const hiddenPhone = "a personal phone";

/** The settings that an answer rests on, to be kept with it; `dialled` (E.164) is the number that was called. */
export function keptLine(line: Line, dialled: string | undefined) {
  const { tenant_name, country_code, recording_enabled, recording_notice } = line;
  return {
    ...{ tenant_name, country_code, recording_enabled, recording_notice },
    call_time_limit_seconds: line.call_time_limit_seconds,
    numbers: line.numbers
      .filter(({ number }) => number === dialled)
      .map((own) => ({ ...own, forward_phone: own.forward_phone && hiddenPhone })),
  };
}
