import { describe, expect, test } from "vitest";
import { formParams, isSignedBy } from "@/lib/twilio/signature";
import vectors from "@/tests/support/twilio-signatures.json";

const pairs = (fields: string[][]) =>
  fields.map(([name = "", value = ""]): [string, string] => [name, value]);

describe("Twilio's signature, by the vectors its SDKs publish", () => {
  test.each(vectors)("$name: genuine is $genuine", ({ token, url, fields, signature, genuine }) => {
    expect(isSignedBy(token, signature, url, formParams(pairs(fields)))).toBe(genuine);
  });

  const genuine = vectors.filter((vector) => vector.genuine && vector.fields.length > 0);

  test.each(genuine)(
    "$name: refused under another token, for another URL, with another field",
    (vector) => {
      const { token, url, fields, signature } = vector;
      const params = formParams(pairs(fields));
      expect(isSignedBy(`${token}x`, signature, url, params)).toBe(false);
      expect(isSignedBy(token, signature, url.replace("://", "://evil."), params)).toBe(false);
      expect(isSignedBy(token, signature, url, { ...params, Added: "1" })).toBe(false);
      expect(isSignedBy(token, "", url, params)).toBe(false);
    },
  );
});
