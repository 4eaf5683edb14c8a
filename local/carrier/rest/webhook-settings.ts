import type { Method } from "@/local/carrier/model";
import { badRequest } from "@/local/carrier/rest/errors";

/** A webhook's new address; empty where it is to be cleared, undefined where it stays. */
export function webhookOf(form: URLSearchParams, name: string): string | undefined {
  const value = form.get(name);
  if (value === null || value === "") return value ?? undefined;
  if (!/^https?:$/.test(URL.parse(value)?.protocol ?? "")) {
    throw badRequest(name.startsWith("Sms") ? 21502 : 21402, `${name} is not valid: ${value}`);
  }
  return value;
}

/** A webhook's new HTTP method; undefined where it stays. */
export function methodOf(form: URLSearchParams, name: string): Method | undefined {
  const value = form.get(name)?.toUpperCase();
  if (value === undefined || value === "GET" || value === "POST") return value;
  throw badRequest(21403, `${name} is not a valid HTTP method: ${value}`);
}
