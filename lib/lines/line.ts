import { z } from "zod";
import { isAllowed } from "@/lib/core/destination";
import { Remembered } from "@/lib/core/remembered";
import { callMachine, isUnavailable } from "@/lib/db/machine/connection";

/** How calls get into LiveKit rooms; without `secret` where an answer is only shown again. */
export const RoomTrunk = z.object({
  sip_host: z.string(),
  region: z.string().nullable(),
  transport: z.string(),
  /** The numbers (E.164) that the trunk takes calls for. */
  numbers: z.array(z.string()),
  /** A <Dial> may ring phones too: Twilio's Enhanced Programmable SIP Features are on. */
  beside_phones: z.boolean(),
  secret: z
    .object({
      tenant_id: z.uuid(),
      sip_username: z.string(),
      sip_password_ciphertext: z.string(),
    })
    .optional(),
});
export type RoomTrunk = z.infer<typeof RoomTrunk>;

/** What private.why_off says. */
export const WhyOff = z.enum(["offline", "away", "busy", "outside_hours"]);

const Line = z.object({
  tenant_id: z.uuid(),
  tenant_name: z.string(),
  country_code: z.string(),
  account_sid: z.string(),
  auth_token_ciphertext: z.string(),
  recording_enabled: z.boolean(),
  recording_notice: z.string(),
  call_time_limit_seconds: z.number(),
  announce_recording: z.enum(["always", "never", "countries"]),
  announce_countries: z.array(z.string()),
  blocked_calls: z.enum(["reject", "voicemail"]),
  anonymous_calls: z.enum(["ring", "reject", "voicemail"]),
  /** Which number people's phones show of an incoming call; left out: the caller's. */
  rep_caller_id: z.enum(["caller", "company"]).optional(),
  /** Callers are looked up as they arrive. */
  has_blocked: z.boolean(),
  /** Calls reach browsers by LiveKit; null: by Twilio's own browser phone. */
  rooms: RoomTrunk.nullish(),
  numbers: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      forward_user_id: z.uuid().nullable(),
      forward_phone: z.string().nullable(),
      /** Whom the number forwards to may be rung in a browser as well, and on further phones. */
      forward_in_browser: z.boolean(),
      forward_further: z.array(z.string()).nullish(),
      /** All of these ring one after another: so many phones come before the browser. */
      forward_browser_at: z.number().nullish(),
      /** Why they take no calls now. */
      forward_off: WhyOff.nullish(),
      /** What was published of the number's route, as lib/routing/route.ts reads it. */
      route_version: z.uuid().nullable(),
      route: z.unknown().optional(),
    }),
  ),
});

const LineRow = Line.extend({
  allowed_countries: z.array(z.string()),
  allowed_prefixes: z.array(z.string()),
});

/**
 * The tenant behind a Twilio account: its token's ciphertext and how its numbers (E.164) are
 * routed.
 */
export type Line = z.infer<typeof Line> & {
  /** Where calls may go; null where an answer is only shown again. */
  allowed: { countries: string[]; prefixes: string[] } | null;
};

const freshMs = 5_000;
/** Only for when the database is away. */
const usableMs = 10 * 60_000;
const remembered = new Remembered<Line>(1_000);

/** A phone where calls may not go is not forwarded to. */
function lineOf({ allowed_countries, allowed_prefixes, ...line }: z.infer<typeof LineRow>): Line {
  const rules = { countries: allowed_countries, prefixes: allowed_prefixes };
  const allowed = (phone: string | null) =>
    phone !== null && isAllowed(phone, rules) ? phone : null;
  const numbers = line.numbers.map((number) => ({
    ...number,
    forward_phone: allowed(number.forward_phone),
    forward_further: number.forward_further?.filter((phone) => allowed(phone) !== null),
  }));
  return { ...line, numbers, allowed: rules };
}

async function load(accountSid: string, timeoutMs?: number): Promise<Line | null> {
  const result = await callMachine(
    (sql) => sql`select machine.line(${accountSid}) as result`,
    timeoutMs,
  );
  const row = LineRow.nullable().parse(result);
  const line = row && lineOf(row);
  if (line) remembered.set(accountSid, line, Date.now());
  else remembered.delete(accountSid);
  return line;
}

/**
 * The line of an account, at most 5 s old; null when no tenant has saved it. `reload` asks the
 * database again. While the database is away, what was known in the last ten minutes serves on.
 * Throws `unavailable` beyond that. `timeoutMs` is for a caller who waits: what is remembered is
 * then taken after a third of it.
 */
export async function findLine(
  accountSid: string,
  options: { reload?: boolean; timeoutMs?: number } = {},
): Promise<{ line: Line; fresh: boolean } | null> {
  const known = remembered.get(accountSid);
  const age = known ? Date.now() - known.at : Number.POSITIVE_INFINITY;
  if (known && !options.reload && age < freshMs) return { line: known.thing, fresh: false };
  const usable = known && age < usableMs;
  try {
    const { timeoutMs } = options;
    const line = await load(accountSid, usable && timeoutMs ? timeoutMs / 3 : timeoutMs);
    return line && { line, fresh: true };
  } catch (error) {
    if (usable && isUnavailable(error)) return { line: known.thing, fresh: false };
    throw error;
  }
}
