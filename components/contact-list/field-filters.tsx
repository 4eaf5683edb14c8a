import { Plus } from "lucide-react";
import { controlClass } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

export type TypedChoice = { name: string; label: string; type: "text" | "number" | "date" };

/**
 * Filters by a company's own fields that are typed, not chosen: they apply by Enter or the button,
 * not while somebody types. Stands in the form of the list's filters.
 */
export function FieldFilters({ fields }: { fields: TypedChoice[] }) {
  if (fields.length === 0) return null;
  return (
    <details className="group relative shrink-0">
      <summary className="flex h-10 cursor-pointer list-none items-center gap-1 rounded-lg border border-field-line bg-surface px-3 text-[13px] font-medium text-ink hover:bg-sunken md:h-8 [&::-webkit-details-marker]:hidden">
        <Plus aria-hidden className="size-3.5 text-muted" />
        Your fields
      </summary>
      <div
        data-later
        className="absolute top-full left-0 z-30 mt-1 flex max-h-80 w-64 flex-col gap-3 overflow-y-auto rounded-lg border border-line bg-raised p-3 shadow-lg max-md:fixed max-md:inset-x-4 max-md:top-auto max-md:bottom-4 max-md:w-auto"
      >
        {fields.map(({ name, label, type }) => (
          <label key={name} className="flex flex-col gap-1 text-[13px] font-medium text-ink">
            {label}
            <input
              name={name}
              type={type}
              {...(type === "number" && { step: "any" })}
              maxLength={200}
              autoComplete="off"
              className={`${controlClass} h-10 font-normal md:h-8`}
            />
          </label>
        ))}
        <SubmitButton size="sm">Apply</SubmitButton>
      </div>
    </details>
  );
}
