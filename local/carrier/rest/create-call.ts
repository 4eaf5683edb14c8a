import type { OutboundPlan } from "@/local/carrier/engine/place";
import type { Method } from "@/local/carrier/model";
import { isE164, isEndpoint, toE164 } from "@/local/carrier/phone-number";
import type { RestContext } from "@/local/carrier/rest/context";
import { badRequest } from "@/local/carrier/rest/errors";
import { callEvents, recordingEvents } from "@/local/carrier/twiml/attributes";
import type { Source } from "@/local/carrier/twiml/source";

/** Twilio's numbers for trying out refusals (https://www.twilio.com/docs/iam/test-credentials). */
export const TEST_FROM = "+15005550006";
const TEST_TO: Record<string, [code: number, message: string]> = {
  "+15005550001": [21217, "Phone number does not appear to be valid"],
  "+15005550002": [21214, "'To' phone number cannot be reached"],
  "+15005550003": [21215, "Account not authorized to call this number"],
  "+15005550004": [21216, "Account not allowed to call this number"],
};

/** Reads `POST Calls.json`, or what calls another way, with its own TwiML; throws the refusal. */
export function outboundPlan({ account, form }: RestContext, given?: Source): OutboundPlan {
  // "client:ana?call=1" rings ana, whose browser gets to know the rest.
  const [to = "", query = ""] = destination(form.get("To")).split("?", 2);
  const from = origin(account, form.get("From"));
  const app = application(account, form.get("ApplicationSid"));
  const callback = app ? app.statusCallback : webhook(form, "StatusCallback");
  const fallback = app ? app.voiceFallbackUrl : webhook(form, "FallbackUrl");
  const events = form.getAll("StatusCallbackEvent").join(" ");
  const recordingUrl = webhook(form, "RecordingStatusCallback");
  return {
    to,
    parameters: [...new URLSearchParams(query)],
    from,
    source:
      given ?? (app ? { url: app.voiceUrl, method: app.voiceMethod, params: [] } : document(form)),
    fallback: fallback ? { url: fallback, method: method(form, "FallbackMethod") } : null,
    target: callback
      ? {
          url: callback,
          method: method(form, "StatusCallbackMethod"),
          events: callEvents(events || undefined),
          sequence: 0,
        }
      : null,
    timeoutSeconds: seconds(form, "Timeout", 60, 600),
    timeLimitSeconds: seconds(form, "TimeLimit", 14_400, 86_400),
    recording:
      form.get("Record") === "true"
        ? {
            source: "OutboundAPI",
            channels: form.get("RecordingChannels") === "dual" ? 2 : 1,
            track: "both",
            target: recordingUrl
              ? {
                  url: recordingUrl,
                  method: method(form, "RecordingStatusCallbackMethod"),
                  events: recordingEvents(
                    form.getAll("RecordingStatusCallbackEvent").join(" ") || undefined,
                  ),
                }
              : null,
          }
        : null,
  };
}

function destination(text: string | null): string {
  if (!text) throw badRequest(21201, "No 'To' number is specified");
  if (isEndpoint(text)) return text;
  const number = toE164(text);
  const test = TEST_TO[number ?? text];
  if (test) throw badRequest(...test);
  if (!number || !isE164(number)) {
    throw badRequest(21211, `The 'To' number ${text} is not a valid phone number`);
  }
  return number;
}

function origin(account: RestContext["account"], text: string | null): string {
  if (!text) throw badRequest(21213, "No 'From' number is specified");
  const number = toE164(text);
  if (number === "+15005550001" || !number || !isE164(number)) {
    throw badRequest(21212, `The 'From' number ${text} is not a valid phone number`);
  }
  if (number !== TEST_FROM && !account.numberOf(number) && !account.callerIdOf(number)) {
    throw badRequest(
      21210,
      `The source phone number provided, ${text}, is not yet verified for your account. ` +
        "You may only make calls from phone numbers that you've verified or purchased from Twilio.",
    );
  }
  return number;
}

/** `Url` goes before `Twiml`; one of them has to be there. */
export function document(form: URLSearchParams): Source {
  const url = form.get("Url");
  if (url) return { url: webhook(form, "Url") ?? url, method: method(form, "Method"), params: [] };
  const twiml = form.get("Twiml");
  if (!twiml) throw badRequest(21205, "Url parameter is required.");
  if (twiml.length > 4000) throw badRequest(21218, "Twiml is longer than 4000 characters");
  return { twiml, url: "" };
}

function application(account: RestContext["account"], sid: string | null) {
  if (!sid) return undefined;
  const found = account.applications.get(sid);
  if (!found) throw badRequest(21218, `Invalid ApplicationSid: ${sid}`);
  return found;
}

/** A URL that Twilio would request; throws for any other text. */
export function webhook(form: URLSearchParams, name: string): string | undefined {
  const text = form.get(name);
  if (!text) return undefined;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw badRequest(21205, `${name} is not a valid URL: ${text}`);
  }
  if (url.hostname.includes("_")) {
    throw badRequest(21609, `Invalid ${name}: hosts must not contain an underscore`);
  }
  return text;
}

export function method(form: URLSearchParams, name: string): Method {
  const text = form.get(name)?.toUpperCase() ?? "POST";
  if (text !== "GET" && text !== "POST") throw badRequest(21403, `${name} must be GET or POST`);
  return text;
}

function seconds(form: URLSearchParams, name: string, otherwise: number, most: number): number {
  const text = form.get(name);
  if (!text) return otherwise;
  if (!/^\d+$/.test(text)) throw badRequest(20001, `${name} must be a whole number of seconds`);
  return Math.min(most, Number(text));
}
