import type { Element } from "@xmldom/xmldom";
import { z } from "zod";
import type { Method, Parameters } from "@/local/carrier/model";
import { method, resolveUrl, text, url } from "@/local/carrier/twiml/attributes";
import { childElements, type ElementSpec, rawAttributes } from "@/local/carrier/twiml/element";

const attributes = z.object({
  url: text(),
  name: text(),
  track: text(),
  statusCallback: url(),
  statusCallbackMethod: method(),
});

export const stream: ElementSpec = {
  name: "Stream",
  attributes: Object.keys(attributes.shape),
  children: ["Parameter"],
};

export type StreamPlan = {
  url: string;
  name: string | null;
  statusCallback: { url: string; method: Method } | null;
  parameters: Parameters;
};

/** Where the sound goes (https://www.twilio.com/docs/voice/twiml/stream). */
export function readStream(element: Element, base: string): StreamPlan {
  const given = attributes.parse(rawAttributes(element));
  return {
    url: given.url?.trim() ?? "",
    name: given.name ?? null,
    statusCallback: given.statusCallback
      ? { url: resolveUrl(given.statusCallback, base), method: given.statusCallbackMethod }
      : null,
    parameters: childElements(element)
      .filter(({ tagName }) => tagName === "Parameter")
      .map((part) => [part.getAttribute("name") ?? "", part.getAttribute("value") ?? ""]),
  };
}
