import { rfc2822 } from "@/local/carrier/dates";
import type { Account } from "@/local/carrier/engine/account";
import type { Call } from "@/local/carrier/engine/call";
import { recordingPath } from "@/local/carrier/engine/status-callback";
import { findNumber } from "@/local/carrier/inventory/search";
import type { ApplicationData, NumberData, RecordingData } from "@/local/carrier/model";
import { formatted, isTollFree } from "@/local/carrier/phone-number";

export function accountPath(account: Account): string {
  return `/2010-04-01/Accounts/${account.sid}`;
}

export function renderAccount(account: Account): Record<string, unknown> {
  const base = accountPath(account);
  return {
    auth_token: account.authToken,
    date_created: rfc2822(account.createdAt),
    date_updated: rfc2822(account.createdAt),
    friendly_name: account.friendlyName,
    owner_account_sid: account.ownerSid,
    sid: account.sid,
    status: account.options.isSuspended ? "suspended" : "active",
    subresource_uris: {
      applications: `${base}/Applications.json`,
      calls: `${base}/Calls.json`,
      conferences: `${base}/Conferences.json`,
      keys: `${base}/Keys.json`,
      messages: `${base}/Messages.json`,
      incoming_phone_numbers: `${base}/IncomingPhoneNumbers.json`,
      queues: `${base}/Queues.json`,
      recordings: `${base}/Recordings.json`,
    },
    type: "Full",
    uri: `${base}.json`,
  };
}

const CALL_PARTS = [
  ["notifications", "Notifications"],
  ["recordings", "Recordings"],
  ["payments", "Payments"],
  ["events", "Events"],
  ["siprec", "Siprec"],
  ["streams", "Streams"],
  ["transcriptions", "Transcriptions"],
  ["user_defined_message_subscriptions", "UserDefinedMessageSubscriptions"],
  ["user_defined_messages", "UserDefinedMessages"],
] as const;

export function renderCall(call: Call): Record<string, unknown> {
  const { data, account } = call;
  const uri = `${accountPath(account)}/Calls/${call.sid}`;
  return {
    sid: data.sid,
    date_created: rfc2822(data.createdAt),
    date_updated: rfc2822(data.updatedAt),
    parent_call_sid: data.parentSid,
    account_sid: account.sid,
    to: data.to,
    to_formatted: formatted(data.to),
    from: data.from,
    from_formatted: formatted(data.from),
    phone_number_sid: data.phoneNumberSid,
    status: data.status,
    start_time: data.startedAt === null ? null : rfc2822(data.startedAt),
    end_time: data.endedAt === null ? null : rfc2822(data.endedAt),
    duration: data.endedAt === null ? null : String(call.seconds),
    price: data.price,
    price_unit: "USD",
    direction: data.direction,
    answered_by: null,
    api_version: "2010-04-01",
    forwarded_from: data.forwardedFrom ?? null,
    group_sid: null,
    caller_name: null,
    queue_time: String(data.queueMs),
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(
      CALL_PARTS.map(([name, part]) => [name, `${uri}/${part}.json`]),
    ),
  };
}

function recordingFields(account: Account, recording: RecordingData): Record<string, unknown> {
  return {
    account_sid: account.sid,
    api_version: "2010-04-01",
    call_sid: recording.callSid,
    conference_sid: recording.conferenceSid ?? null,
    date_created: rfc2822(recording.startedAt),
    date_updated: rfc2822(recording.updatedAt),
    start_time: rfc2822(recording.startedAt),
    duration: String(recording.durationSeconds ?? -1),
    sid: recording.sid,
    price_unit: "USD",
    status: recording.status,
    channels: recording.channels,
    source: recording.source,
    error_code: null,
    uri: `${recordingPath(account.sid, recording.sid)}.json`,
    encryption_details: null,
  };
}

export function renderRecording(account: Account, recording: RecordingData) {
  const path = recordingPath(account.sid, recording.sid);
  return {
    ...recordingFields(account, recording),
    price: recording.price,
    subresource_uris: {
      add_on_results: `${path}/AddOnResults.json`,
      transcriptions: `${path}/Transcriptions.json`,
    },
    media_url: account.origin() + path,
  };
}

/** Below a call the price is a number and the track is included. */
export function renderCallRecording(account: Account, recording: RecordingData) {
  return {
    ...recordingFields(account, recording),
    price: recording.price === null ? null : Number(recording.price),
    track: recording.track,
    uri: `${accountPath(account)}/Calls/${recording.callSid}/Recordings/${recording.sid}.json`,
  };
}

export function renderNumber(account: Account, number: NumberData): Record<string, unknown> {
  return {
    account_sid: account.sid,
    address_sid: number.addressSid,
    address_requirements: findNumber(number.phoneNumber)?.offer.address ?? "none",
    api_version: "2010-04-01",
    beta: false,
    capabilities: number.capabilities ?? { fax: false, mms: true, sms: true, voice: true },
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    friendly_name: number.friendlyName,
    identity_sid: number.identitySid,
    phone_number: number.phoneNumber,
    origin: "twilio",
    sid: number.sid,
    sms_application_sid: number.smsApplicationSid,
    sms_fallback_method: number.smsFallbackMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_method: number.smsMethod,
    sms_url: number.smsUrl,
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    trunk_sid: number.trunkSid,
    uri: `${accountPath(account)}/IncomingPhoneNumbers/${number.sid}.json`,
    voice_receive_mode: number.voiceReceiveMode,
    voice_application_sid: number.voiceApplicationSid,
    voice_caller_id_lookup: number.voiceCallerIdLookup,
    voice_fallback_method: number.voiceFallbackMethod,
    voice_fallback_url: number.voiceFallbackUrl,
    voice_method: number.voiceMethod,
    voice_url: number.voiceUrl,
    emergency_status: number.emergencyStatus,
    emergency_address_sid: number.emergencyAddressSid,
    emergency_address_status: "unregistered",
    bundle_sid: number.bundleSid,
    status: "in-use",
    type: typeOf(number.phoneNumber),
  };
}

function typeOf(phoneNumber: string): string {
  const type = findNumber(phoneNumber)?.type ?? (isTollFree(phoneNumber) ? "tollfree" : "local");
  return type === "tollfree" ? "toll-free" : type;
}

export function renderApplication(account: Account, app: ApplicationData): Record<string, unknown> {
  return {
    account_sid: account.sid,
    api_version: "2010-04-01",
    date_created: rfc2822(app.createdAt),
    date_updated: rfc2822(app.updatedAt),
    friendly_name: app.friendlyName,
    message_status_callback: "",
    sid: app.sid,
    sms_fallback_method: app.smsFallbackMethod ?? "POST",
    sms_fallback_url: app.smsFallbackUrl ?? "",
    sms_method: app.smsMethod ?? "POST",
    sms_status_callback: "",
    sms_url: app.smsUrl ?? "",
    status_callback: app.statusCallback,
    status_callback_method: app.statusCallbackMethod,
    uri: `${accountPath(account)}/Applications/${app.sid}.json`,
    voice_caller_id_lookup: false,
    voice_fallback_method: app.voiceFallbackMethod,
    voice_fallback_url: app.voiceFallbackUrl,
    voice_method: app.voiceMethod,
    voice_url: app.voiceUrl,
    public_application_connect_enabled: false,
  };
}
