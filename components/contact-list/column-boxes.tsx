import { Columns3 } from "lucide-react";
import Form from "next/form";
import { SubmitButton } from "@/components/ui/submit-button";

/** Which columns the list shows; `kept` is the rest of its address. */
export function ColumnBoxes({
  columns,
  chosen,
  kept,
}: {
  columns: { id: string; name: string }[];
  chosen: string[];
  kept: [string, string][];
}) {
  return (
    // Rendered again, and closed, once something was chosen.
    <details key={chosen.join()} className="relative shrink-0 max-md:hidden">
      <summary className="flex h-8 cursor-pointer list-none items-center gap-1.5 rounded-lg px-2.5 text-sm font-medium text-muted hover:bg-sunken hover:text-ink [&::-webkit-details-marker]:hidden">
        <Columns3 aria-hidden className="size-4" />
        Columns
      </summary>
      <Form
        action="/contacts"
        scroll={false}
        replace
        aria-label="Columns"
        className="absolute top-full right-0 z-30 mt-1 flex max-h-96 w-56 flex-col overflow-y-auto rounded-lg border border-line bg-raised p-3 shadow-lg"
      >
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {columns.map(({ id, name }) => (
          <label key={id} className="flex min-h-8 shrink-0 items-center gap-2 text-sm text-ink">
            <input
              type="checkbox"
              name="columns"
              value={id}
              defaultChecked={chosen.includes(id)}
              className="size-4 shrink-0 accent-(--accent)"
            />
            <span className="truncate">{name}</span>
          </label>
        ))}
        <SubmitButton size="sm" className="mt-2">
          Apply
        </SubmitButton>
      </Form>
    </details>
  );
}
