"use client";

import { useEditor } from "@/components/routing/editor-context";
import { SelectField } from "@/components/ui/select-field";
import { silenceChoices } from "@/lib/livekit-account/silences";

/** When silence ends a call of this route in a room; only where browsers ring in rooms. */
export function SilenceField() {
  const { route, change, inRooms } = useEditor();
  const { silence_seconds: own } = route;
  if (!inRooms && own === undefined) return null;
  return (
    <SelectField
      label="End a call in a room when nobody speaks for"
      hint="For calls that this route rings in the browser. The company-wide setting is in Settings → Calls in the browser."
      className="sm:max-w-sm"
      value={own === undefined ? "" : (own ?? "never")}
      onChange={({ target: { value } }) => {
        const { silence_seconds: _, ...rest } = route;
        const silence_seconds = value === "never" ? null : Number(value);
        change(value === "" ? rest : { ...rest, silence_seconds });
      }}
    >
      <option value="">Company setting</option>
      <option value="never">Never</option>
      {silenceChoices(own).map((seconds) => (
        <option key={seconds} value={seconds}>
          {seconds} seconds
        </option>
      ))}
    </SelectField>
  );
}
