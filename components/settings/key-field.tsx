import { TextField } from "@/components/ui/text-field";

/** A provider's key or secret: it is stored encrypted and never shown. */
export function KeyField({
  label = "Key",
  name = "api_key",
  isSaved,
  endsIn,
}: {
  label?: string;
  name?: string;
  isSaved: boolean;
  /** The last four characters of the saved one, where they are known. */
  endsIn?: string | undefined;
}) {
  return (
    <TextField
      label={label}
      name={name}
      type="password"
      autoComplete="new-password"
      maxLength={300}
      spellCheck={false}
      placeholder={isSaved ? "Saved" : undefined}
      hint={
        isSaved
          ? `Stored encrypted${endsIn ? `, ends in ${endsIn}` : ""}. Leave empty to keep it.`
          : "Your company's own. Stored encrypted, and never shown again."
      }
      required={!isSaved}
    />
  );
}
