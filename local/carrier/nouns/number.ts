import { z } from "zod";
import type { Parameters } from "@/local/carrier/model";
import { toE164 } from "@/local/carrier/phone-number";
import {
  callEventList,
  method,
  resolveUrl,
  statusTarget,
  url,
} from "@/local/carrier/twiml/attributes";
import { defineNoun } from "@/local/carrier/twiml/noun";

/** Attributes of every noun that rings a phone. */
export const phoneAttributes = z.object({
  url: url(),
  method: method(),
  statusCallback: url(),
  statusCallbackMethod: method(),
  statusCallbackEvent: callEventList(),
});

export const machineDetection = [
  ...["machineDetection", "machineDetectionTimeout", "machineDetectionSpeechThreshold"],
  ...["machineDetectionSpeechEndThreshold", "machineDetectionSilenceTimeout"],
  ...["amdStatusCallback", "amdStatusCallbackMethod"],
];

/** The phone at this address, with the screening and the events that its noun asks for. */
export function phone(
  to: string,
  attributes: z.infer<typeof phoneAttributes>,
  base: string,
  parameters: Parameters = [],
) {
  return {
    kind: "phone" as const,
    target: {
      to,
      whisper: attributes.url
        ? { url: resolveUrl(attributes.url, base), method: attributes.method, params: [] }
        : null,
      target: statusTarget(attributes, base),
      parameters,
    },
  };
}

export const number = defineNoun({
  name: "Number",
  attributes: phoneAttributes,
  ignored: ["sendDigits", "byoc", "phoneNumberSid", ...machineDetection],
  read({ element, document }, attributes) {
    const text = (element.textContent ?? "").trim();
    return phone(toE164(text) ?? text, attributes, document.url);
  },
});
