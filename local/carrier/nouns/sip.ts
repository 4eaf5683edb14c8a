import { machineDetection, phone, phoneAttributes } from "@/local/carrier/nouns/number";
import { defineNoun } from "@/local/carrier/twiml/noun";

/** A phone at a SIP address, such as `sip:kate@example.com`. */
export const sip = defineNoun({
  name: "Sip",
  attributes: phoneAttributes,
  ignored: ["username", "password", ...machineDetection],
  read({ element, document }, attributes) {
    const text = (element.textContent ?? "").trim();
    return phone(/^sips?:/.test(text) ? text : `sip:${text}`, attributes, document.url);
  },
});
