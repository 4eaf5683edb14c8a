import { TextField } from "@/components/ui/text-field";

/** A provider's key: it is stored encrypted and never shown; `saved` is the one there is. */
export function KeyField({ saved }: { saved: { api_key_last_four: string } | null }) {
  const ends = saved?.api_key_last_four && `, ends in ${saved.api_key_last_four}`;
  return (
    <TextField
      label="Key"
      name="api_key"
      type="password"
      autoComplete="new-password"
      maxLength={300}
      spellCheck={false}
      placeholder={saved ? "Saved" : undefined}
      hint={
        saved
          ? `Stored encrypted${ends}. Leave empty to keep it.`
          : "Your company's own. Stored encrypted, and never shown again."
      }
      required={!saved}
    />
  );
}
