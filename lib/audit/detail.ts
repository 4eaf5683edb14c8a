/**
 * What an entry carries besides who and when: columns as `{from, to}` or "changed", and plain
 * facts.
 */
export type Detail = Record<string, unknown>;

function change(value: unknown): { from: unknown; to: unknown } | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return "from" in value && "to" in value ? { from: value.from, to: value.to } : undefined;
}

/** An entry's detail as an object, whatever the database gave. */
export function readDetail(json: unknown): Detail {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : {};
}

/** A plain fact as text. */
export function textOf(detail: Detail, name: string): string | undefined {
  const value = detail[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What a column was, as text. */
export function fromOf(detail: Detail, name: string): string | undefined {
  const from = change(detail[name])?.from;
  return typeof from === "string" && from !== "" ? from : undefined;
}

/** What a column became, as text; of a deleted row, what it was. */
export function toOf(detail: Detail, name: string): string | undefined {
  const to = change(detail[name])?.to;
  return typeof to === "string" && to !== "" ? to : undefined;
}

const labels: Record<string, string> = {
  allowed_prefixes: "Allowed number ranges",
  account_sid: "Account SID",
  first_day: "First day",
  last_day: "Last day",
  is_default: "Default",
  wrap_up_prompt: "Asked for an outcome after each call",
  slot_minutes: "Times are offered every (minutes)",
  notice_minutes: "Booked at least this long before (minutes)",
  ahead_days: "Booked up to this far ahead (days)",
  reminder_hours: "Reminder before the appointment (hours)",
  duration_minutes: "Length (minutes)",
  buffer_before_minutes: "Free time before (minutes)",
  buffer_after_minutes: "Free time after (minutes)",
  staff_id: "Whose",
  route_id: "Route",
  default_caller_id: "Caller ID",
  api_key_ciphertext: "API key",
  api_key_last_four: "API key ends in",
  base_url: "Address",
  model: "Model",
  transcribes_talks: "Transcribe recorded calls",
  after_call_seconds: "After a call (seconds)",
  rep_caller_id: "People's phones show",
  announce_countries: "Countries where the notice is played",
  announce_recording: "Recording notice is played",
  anonymous_calls: "Callers without a number",
  blocked_calls: "Blocked callers",
  auth_token_ciphertext: "Auth Token",
  auth_token_last_four: "Auth Token ends in",
  call_time_limit_seconds: "Maximum call length (seconds)",
  calls_at_once: "Concurrent calls",
  country_code: "Country",
  forward_to: "Forwards to",
  ends_in: "Number ends in",
  ip: "IP address",
  url: "LiveKit address",
  api_key: "LiveKit API key",
  api_secret_ciphertext: "LiveKit API secret",
  sip_host: "SIP host",
  region: "Calls are sent from",
  trunk_id: "Trunk",
  dispatch_rule_id: "Dispatch rule",
  is_on: "LiveKit rooms",
  silence_seconds: "Silence ends a call after (seconds)",
  record_internal_calls: "Record calls between colleagues",
  announce_supervision: "Announce who listens",
  show_supervision: "Show who listens",
  local_presence: "Show a local number",
  agent_talks_at_once: "Callers with voice agents at once",
  recording_enabled: "Recording",
  keep_recordings_days: "Keep recordings for (days)",
  recording_notice: "Recording notice",
  spend_per_day: "Daily spending limit",
  tenant_calls_per_day: "Company calls per day",
  tenant_calls_per_hour: "Company calls per hour",
  to: "Number",
  twilio_answered: "Twilio answered",
  tenant_messages_per_day: "Company messages per day",
  tenant_messages_per_hour: "Company messages per hour",
  user_messages_per_day: "Messages per person, per day",
  user_messages_per_hour: "Messages per person, per hour",
  quiet_from: "Quiet hours from",
  quiet_until: "Quiet hours until",
  user_calls_per_day: "Calls per person, per day",
  user_calls_per_hour: "Calls per person, per hour",
};

// Ids that say nothing to a person, what the sentence says already, and secrets' stand-ins.
const hidden = new Set([
  "id",
  "user_id",
  "tenant_id",
  "token_hash",
  "invited_by",
  "accepted_by",
  "accepted_at",
  "revoked_at",
  "expires_at",
  "removed_at",
  "lost_at",
  "added_by",
  "agent_id",
  "published_at",
  "published_by",
  "country",
  "ends_in",
  "call",
  "call_id",
  // The sentence says it.
  "mode",
  "recording_id",
  "message",
  "phone",
  "reason",
  "code",
  // Ours alone.
  "sip_username",
  "sip_password_ciphertext",
  "room_prefix",
  "set_up_at",
  "setup_claim",
  "setup_until",
]);

/** Texts too long for a line: that they changed is what their sentence says. */
const texts = new Set(["body", "draft"]);

const order = new Map(Object.keys(labels).map((name, at) => [name, at]));
const placeOf = (name: string) => order.get(name) ?? order.size;

export type DetailLine = { label: string; from?: string; to: string };

/**
 * An entry's detail for people, columns that belong together one after the other. `show` turns a
 * value into words (a person's id into a name, an instant into a time), or into nothing where it
 * says nothing to a person.
 */
export function detailLines(
  detail: Detail,
  show: (value: unknown) => string | undefined,
): DetailLine[] {
  return Object.entries(detail)
    .filter(([name, value]) => !hidden.has(name) && value !== null && value !== "")
    .filter(([name, value]) => value !== "changed" || !texts.has(name))
    .sort(([one], [other]) => placeOf(one) - placeOf(other))
    .flatMap(([name, value]): DetailLine[] => {
      const label = labels[name] ?? spelled(name);
      if (value === "changed") return [{ label, to: "changed" }];
      const moved = change(value);
      if (isWhole(moved ? moved.to : value) || isWhole(moved?.from))
        return [{ label, to: "changed" }];
      const to = show(moved ? moved.to : value);
      if (!moved) return to === undefined ? [] : [{ label, to }];
      if (isEmpty(moved.from)) return isEmpty(moved.to) || !to ? [] : [{ label, to }];
      return [{ label, from: show(moved.from) ?? gone, to: to ?? gone }];
    });
}

const gone = "one that is gone";
const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

/** Such as a week of opening hours: too much for a line. */
const isWhole = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function spelled(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
