import { nameOf } from "@/local/carrier/page/dom";
import type { HandsetState, PageUpdate } from "@/local/carrier/page/state";

/** Whether a phone's name or number has this in it; `wanted` is in lower case. */
export function isFound(handset: HandsetState, wanted: string, update: PageUpdate | null): boolean {
  if (!wanted || !update) return true;
  const { label, national } = nameOf(update.names, handset.phoneNumber);
  const digits = wanted.replace(/\D/g, "");
  return (
    (label ?? "").toLowerCase().includes(wanted) ||
    national.includes(wanted) ||
    (digits !== "" && handset.phoneNumber.includes(digits))
  );
}
