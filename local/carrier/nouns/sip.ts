import { machineDetection, phone, phoneAttributes } from "@/local/carrier/nouns/number";
import { withoutHeaders } from "@/local/carrier/sip/address";
import { text } from "@/local/carrier/twiml/attributes";
import { defineNoun } from "@/local/carrier/twiml/noun";

/** As long as an address may be (https://www.twilio.com/docs/voice/twiml/sip). */
const MAX_ADDRESS = 255;

/**
 * A phone at a SIP address, such as `sip:kate@example.com`, or the SIP server of its host. Headers
 * stand behind a question mark: those that begin with X- are passed on.
 */
export const sip = defineNoun({
  name: "Sip",
  attributes: phoneAttributes.extend({ username: text(), password: text() }),
  ignored: machineDetection,
  read({ element, call, document }, { username, password, ...attributes }) {
    const given = (element.textContent ?? "").trim();
    const address = /^sips?:/.test(given) ? given : `sip:${given}`;
    if (withoutHeaders(address).length > MAX_ADDRESS) {
      call.warn(13223, "Dial: the SIP address is longer than 255 characters");
    }
    const reading = phone(withoutHeaders(address), attributes, document.url);
    const credentials = { username: username ?? null, password: password ?? null };
    return { ...reading, target: { ...reading.target, sip: { address, ...credentials } } };
  },
});
