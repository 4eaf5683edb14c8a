import type { MergeField, Side } from "@/lib/merges/side";

/** One field of two contacts: whose to keep. */
export function ChoiceRow({
  field,
  names,
  chosen,
  onChoose,
}: {
  field: MergeField;
  names: Record<Side, string>;
  chosen: Side;
  onChoose: (side: Side) => void;
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium text-ink">{field.label}</legend>
      <div className="grid grid-cols-2 gap-2">
        {(["keep", "gone"] as const).map((side) => (
          <label
            key={side}
            className="flex min-h-11 min-w-0 md:min-h-9 cursor-pointer items-start gap-2.5 rounded-lg border border-field-line px-3 py-2.5 text-sm hover:border-muted has-checked:border-accent-text has-checked:bg-accent-soft md:py-2"
          >
            <input
              type="radio"
              name={`choice:${field.name}`}
              value={side}
              checked={chosen === side}
              onChange={() => onChoose(side)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block break-words whitespace-pre-line text-ink">
                {field[side] || <span className="text-muted">Nothing</span>}
              </span>
              <span className="sr-only"> of {names[side]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
