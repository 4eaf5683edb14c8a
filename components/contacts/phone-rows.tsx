"use client";

import { Plus, X } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { useForm } from "@/components/ui/form-context";
import { IconButton } from "@/components/ui/icon-button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { ActionState } from "@/lib/auth/form-state";
import { phoneLabels } from "@/lib/contacts/labels";

export type PhoneEntry = { phone: string; label: string };
/** A number in the form; `key` stays with it while rows come and go. */
type PhoneRow = PhoneEntry & { key: string };

const rowClass =
  "grid grid-cols-[minmax(0,1fr)_2.75rem] items-start gap-2 md:grid-cols-[minmax(0,1fr)_7rem_2.25rem]";
const empty = { phone: "", label: "mobile" };

/**
 * A contact's numbers as typed. An emptied row is a removed number, so it works without script too.
 * The form around it says which row (`phone.0`) is refused.
 */
export function PhoneRows({ phones }: { phones: PhoneEntry[] }) {
  const { state, touch } = useForm();
  const id = useId();
  const [rows, setRows] = useState(() => rowsOf(sentPhones(state) ?? phones));
  // A refusal is about the rows as they were when it came.
  const [refused, setRefused] = useState({ state, keys: rows.map(({ key }) => key) });
  if (refused.state !== state) setRefused({ state, keys: rows.map(({ key }) => key) });
  const errorOf = (key: string) => {
    const fields = state.kind === "refused" ? (state.fields ?? {}) : {};
    return fields[`phone.${refused.keys.indexOf(key)}`];
  };
  function onChange(next: PhoneRow[]) {
    setRows(next);
    touch();
  }
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium text-ink">Phone numbers</legend>
      <div className="flex flex-col gap-2">
        {rows.map((row, index) => (
          <div key={row.key} className={rowClass}>
            <Inputs row={row} place={index + 1} error={errorOf(row.key)} />
            <IconButton
              label={`Remove number ${index + 1}`}
              onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              className="md:size-9"
            >
              <X aria-hidden />
            </IconButton>
          </div>
        ))}
        <noscript>
          <div className={rowClass}>
            <Inputs row={{ key: "", ...empty }} place={rows.length + 1} />
          </div>
        </noscript>
      </div>
      <Button
        variant="ghost"
        size="sm"
        className="mt-1 -ml-2.5"
        onClick={() => onChange([...rows, { key: `${id}${Date.now()}`, ...empty }])}
      >
        <Plus aria-hidden className="size-4" />
        Add a number
      </Button>
    </fieldset>
  );
}

function rowsOf(phones: PhoneEntry[]): PhoneRow[] {
  const shown = phones.length > 0 ? phones : [empty];
  return shown.map((entry, index) => ({ key: `${index}`, ...entry }));
}

function sentPhones(state: ActionState<unknown>): PhoneEntry[] | undefined {
  const sent = "sent" in state ? state.sent?.values : undefined;
  if (!sent) return undefined;
  const labels = [sent.label].flat();
  return [sent.phone ?? []]
    .flat()
    .map((phone, row) => ({ phone: String(phone), label: String(labels[row] ?? "work") }));
}

function Inputs({ row, place, error }: { row: PhoneRow; place: number; error?: string }) {
  return (
    <>
      <TextField
        label={`Number ${place}`}
        hideLabel
        name="phone"
        type="tel"
        autoComplete="off"
        placeholder="Phone number"
        defaultValue={row.phone}
        error={error}
      />
      <SelectField
        label={`Label of number ${place}`}
        hideLabel
        name="label"
        defaultValue={row.label}
        className="max-md:order-last"
      >
        {phoneLabels.map((label) => (
          <option key={label} value={label}>
            {label.charAt(0).toUpperCase() + label.slice(1)}
          </option>
        ))}
      </SelectField>
    </>
  );
}
