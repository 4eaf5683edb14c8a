import { validateRequest } from "twilio/lib/webhooks/webhooks";

/** Decoded form fields; a name that came more than once keeps all its values. */
export type FormParams = Record<string, string | string[]>;

/** Form fields in wire order as the map that Twilio's signature is computed over. */
export function formParams(pairs: Iterable<[string, string]>): FormParams {
  const params: FormParams = Object.create(null);
  for (const [name, value] of pairs) {
    const known = params[name];
    if (known === undefined) params[name] = value;
    else if (Array.isArray(known)) known.push(value);
    else params[name] = [known, value];
  }
  return params;
}

/**
 * True when `signature` (X-Twilio-Signature) is the account's over this URL and these fields.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function isSignedBy(
  authToken: string,
  signature: string,
  url: string,
  params: FormParams,
): boolean {
  return signature.length > 0 && validateRequest(authToken, signature, url, params);
}
