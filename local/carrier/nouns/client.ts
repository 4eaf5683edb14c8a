import type { Element } from "@xmldom/xmldom";
import type { Parameters } from "@/local/carrier/model";
import { phone, phoneAttributes } from "@/local/carrier/nouns/number";
import { childElements } from "@/local/carrier/twiml/element";
import { defineNoun } from "@/local/carrier/twiml/noun";

/**
 * A browser's phone, by its identity: the text, or what stands in Identity. Each Parameter reaches
 * the browser with the call (https://www.twilio.com/docs/voice/twiml/client).
 */
export const client = defineNoun({
  name: "Client",
  attributes: phoneAttributes,
  children: ["Identity", "Parameter"],
  read: ({ element, document }, attributes) =>
    phone(`client:${identityOf(element)}`, attributes, document.url, parametersOf(element)),
});

function identityOf(element: Element): string {
  const identity = childElements(element).find(({ tagName }) => tagName === "Identity");
  return ((identity ?? element).textContent ?? "").trim();
}

function parametersOf(element: Element): Parameters {
  return childElements(element)
    .filter(({ tagName }) => tagName === "Parameter")
    .map((part) => [part.getAttribute("name") ?? "", part.getAttribute("value") ?? ""]);
}
