import { formatPhone } from "@/lib/core/phone";

/** A field of the Twilio form in a sentence: "who is rung", "Mo Manager". */
export function describeNumber(
  field: string,
  value: unknown,
  country: string,
  people: { user_id: string; name: string }[],
): { name: string; value: string } {
  const text = String(value ?? "");
  switch (field) {
    case "forward_to":
      return {
        name: "who is rung",
        value: people.find(({ user_id }) => user_id === value)?.name ?? "nobody",
      };
    case "number":
      return { name: "the phone number", value: text && formatPhone(text, country) };
    default:
      return { name: "the Account SID", value: text };
  }
}
