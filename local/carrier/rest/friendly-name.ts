import { badRequest } from "@/local/carrier/rest/errors";

const MAX_LENGTH = 64;

/** The name that a form gives; undefined where it gives none. */
export function friendlyNameOf(form: URLSearchParams): string | undefined {
  const name = form.get("FriendlyName") ?? undefined;
  if (name && name.length > MAX_LENGTH) {
    throw badRequest(20001, `FriendlyName is longer than ${MAX_LENGTH} characters`);
  }
  return name;
}
