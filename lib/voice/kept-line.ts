import type { Line, RoomTrunk } from "@/lib/lines/line";
import type { FormParams } from "@/lib/twilio/signature";
import { callersPhones } from "@/lib/voice/decide";

/**
 * Stored in place of a personal phone: the phone itself is stored only in its leg, which colleagues
 * cannot read.
 */
export const hiddenPhone = "a personal phone";

/**
 * The settings of the called number (E.164) that an answer depends on, to be stored with it. If the
 * call came from one of the phones to ring, none is stored, as nobody was rung (decideAnswer),
 * without saying which phone it is.
 */
export function keptLine(line: Line, { To: dialled, From, ForwardedFrom }: FormParams) {
  const from = { from: text(From), forwarded_from: text(ForwardedFrom) };
  const callers = callersPhones(from, line.country_code);
  const isCaller = (phone: string | null) => phone !== null && callers.includes(phone);
  const { tenant_name, country_code, recording_enabled, recording_notice } = line;
  const { announce_recording, announce_countries, blocked_calls, anonymous_calls } = line;
  const { rep_caller_id } = line;
  return {
    ...{ tenant_name, country_code, recording_enabled, recording_notice },
    ...{ announce_recording, announce_countries, blocked_calls, anonymous_calls },
    ...(rep_caller_id === "company" && { rep_caller_id }),
    call_time_limit_seconds: line.call_time_limit_seconds,
    ...(line.rooms && { rooms: shown(line.rooms, [text(dialled), text(From)]) }),
    numbers: line.numbers
      .filter(({ number }) => number === dialled)
      .map(({ route: _, forward_further: further, ...own }) => {
        if ([own.forward_phone, ...(further ?? [])].some(isCaller)) return { ...own, ...nobody };
        const forward_phone = own.forward_phone && hiddenPhone;
        if (!further?.length) return { ...own, forward_phone };
        return { ...own, forward_phone, forward_further: further.map(() => hiddenPhone) };
      }),
  };
}

const nobody = { forward_phone: null, forward_in_browser: false };

/** Without the trunk's credentials, and the numbers of other calls. */
const shown = ({ secret: _, ...trunk }: RoomTrunk, ends: string[]): RoomTrunk => ({
  ...trunk,
  numbers: trunk.numbers.filter((number) => ends.includes(number)),
});

const text = (value: FormParams[string] | undefined) => (typeof value === "string" ? value : "");
