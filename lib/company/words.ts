import { countryName } from "@/lib/core/country";
import { formatPrefix } from "@/lib/core/prefixes";

const names: Record<string, string> = {
  name: "the company’s name",
  country_code: "the country",
  time_zone: "the time zone",
  recording_enabled: "the recording of calls",
  recording_notice: "the recording notice",
  keep_recordings_days: "how many days recordings are kept",
  call_time_limit_seconds: "the maximum call length",
  after_call_seconds: "the time after a call",
  allowed_countries: "the countries",
  allowed_prefixes: "the number ranges",
  user_calls_per_hour: "calls per person, per hour",
  user_calls_per_day: "calls per person, per day",
  tenant_calls_per_hour: "company calls per hour",
  tenant_calls_per_day: "company calls per day",
  user_messages_per_hour: "messages per person, per hour",
  user_messages_per_day: "messages per person, per day",
  tenant_messages_per_hour: "company messages per hour",
  tenant_messages_per_day: "company messages per day",
  quiet_from: "when quiet hours begin",
  quiet_until: "when quiet hours end",
  calls_at_once: "concurrent calls",
  spend_per_day: "the daily spending limit",
  blocked_calls: "what blocked callers get",
  anonymous_calls: "what callers without a number get",
  announce_recording: "when the notice is played",
  announce_countries: "the countries of the notice",
  rep_caller_id: "what your people's phones show",
  record_internal_calls: "the recording of calls between colleagues",
  announce_supervision: "whether listening is announced",
  show_supervision: "whether people see who listens",
  local_presence: "local numbers",
  agent_talks_at_once: "how many callers talk with voice agents at once",
};

export const blockedWords: Record<string, string> = {
  reject: "The call is rejected",
  voicemail: "Voicemail",
};
export const anonymousWords: Record<string, string> = {
  ring: "Rings like any other call",
  ...blockedWords,
};

export const announceWords: Record<string, string> = {
  always: "Before every recorded call",
  never: "Never",
  countries: "For customers in some countries",
};

export const callerIdWords: Record<string, string> = {
  caller: "The caller's number",
  company: "The number that was called",
};

/** A setting of the company in a sentence: "the countries", "Canada, United States". */
export function describeSetting(column: string, value: unknown): { name: string; value: string } {
  return { name: names[column] ?? column, value: valueWords(column, value) };
}

function valueWords(column: string, value: unknown): string {
  if (column === "allowed_prefixes" && Array.isArray(value)) {
    return value.map(String).map(formatPrefix).join(", ");
  }
  if (Array.isArray(value)) return value.map(String).map(countryName).sort().join(", ");
  if (typeof value === "boolean") return value ? "on" : "off";
  if (column === "announce_recording") {
    return (announceWords[String(value)] ?? String(value)).toLowerCase();
  }
  if (column === "rep_caller_id") {
    return (callerIdWords[String(value)] ?? String(value)).toLowerCase();
  }
  if (column === "blocked_calls" || column === "anonymous_calls") {
    return (anonymousWords[String(value)] ?? String(value)).toLowerCase();
  }
  if (column === "keep_recordings_days") return value === null ? "forever" : String(value);
  if (column === "country_code") return countryName(String(value));
  if (column === "call_time_limit_seconds") return `${Number(value) / 60} minutes`;
  if (column === "after_call_seconds") return `${value} seconds`;
  return String(value ?? "");
}
