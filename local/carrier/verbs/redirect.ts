import { z } from "zod";
import { method, resolveUrl } from "@/local/carrier/twiml/attributes";
import { textOf } from "@/local/carrier/twiml/element";
import { defineVerb } from "@/local/carrier/twiml/verb";

export const redirect = defineVerb({
  name: "Redirect",
  attributes: z.object({ method: method() }),
  answers: () => false,
  async run({ element, document }, attributes) {
    const url = resolveUrl(textOf(element), document.url);
    return { kind: "go", source: { url, method: attributes.method, params: [] } };
  },
});
