"use client";

import Form from "next/form";
import { useRef } from "react";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { AuditFilters as Filters } from "@/lib/audit/schema";
import { kindNames } from "@/lib/audit/words";

/**
 * Narrows the audit log. Choosing applies at once; without script, and for dates, by the button.
 */
export function AuditFilters({
  filters,
  people,
}: {
  filters: Filters;
  people: { user_id: string; name: string; removed_at: string | null }[];
}) {
  const form = useRef<HTMLFormElement>(null);
  const apply = () => form.current?.requestSubmit();
  return (
    <Form
      ref={form}
      action="/settings/audit-log"
      scroll={false}
      aria-label="Filters"
      className="grid grid-cols-2 items-end gap-3 xl:grid-cols-[repeat(4,minmax(0,1fr))_auto]"
    >
      <SelectField
        label="Person"
        name="person"
        defaultValue={filters.person ?? ""}
        onChange={apply}
      >
        <option value="">Everyone</option>
        {people.map(({ user_id, name, removed_at }) => (
          <option key={user_id} value={user_id}>
            {removed_at ? `${name} (removed)` : name}
          </option>
        ))}
      </SelectField>
      <SelectField label="About" name="kind" defaultValue={filters.kind ?? ""} onChange={apply}>
        <option value="">Everything</option>
        {kindNames.map(([kind, name]) => (
          <option key={kind} value={kind}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField label="From" name="from" type="date" defaultValue={filters.from} />
      <TextField label="To" name="to" type="date" defaultValue={filters.to} />
      <SubmitButton variant="secondary" className="max-md:col-span-2">
        Apply
      </SubmitButton>
    </Form>
  );
}
