import type { Element } from "@xmldom/xmldom";
import { phone, phoneAttributes } from "@/local/carrier/nouns/number";
import { childElements } from "@/local/carrier/twiml/element";
import { defineNoun } from "@/local/carrier/twiml/noun";

/** A browser's phone, by its identity: the text, or what stands in Identity. */
export const client = defineNoun({
  name: "Client",
  attributes: phoneAttributes,
  children: ["Identity", "Parameter"],
  read: ({ element, document }, attributes) =>
    phone(`client:${identityOf(element)}`, attributes, document.url),
});

function identityOf(element: Element): string {
  const identity = childElements(element).find(({ tagName }) => tagName === "Identity");
  return ((identity ?? element).textContent ?? "").trim();
}
