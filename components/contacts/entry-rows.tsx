"use client";

import { ArrowUp, Plus, X } from "lucide-react";
import { useId, useState } from "react";
import { AlsoOn, useLookForDuplicates } from "@/components/merges/duplicates";
import { Button } from "@/components/ui/button";
import { useForm } from "@/components/ui/form-context";
import { IconButton } from "@/components/ui/icon-button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { ActionState } from "@/lib/auth/form-state";
import { emailLabels, phoneLabels } from "@/lib/contacts/labels";

/** A number or an email address as it stands in the form, with its label. */
export type Entry = { value: string; label: string };
/** `key` stays with an entry while rows come and go. */
type EntryRow = Entry & { key: string };

type Kind = {
  title: string;
  /** As the form sends a row: its value and its label. */
  name: string;
  labelName: string;
  one: string;
  placeholder: string;
  type: string;
  labels: readonly string[];
};

const kinds = {
  phone: {
    title: "Phone numbers",
    ...{ name: "phone", labelName: "label", one: "number" },
    ...{ placeholder: "Phone number", type: "tel", labels: phoneLabels },
  },
  email: {
    title: "Email addresses",
    ...{ name: "email", labelName: "email_label", one: "email" },
    ...{ placeholder: "Email address", type: "email", labels: emailLabels },
  },
} as const satisfies Record<string, Kind>;

const rowClass =
  // In a narrow place the label and the buttons stand below.
  "grid grid-cols-[minmax(0,1fr)_2.75rem_2.75rem] items-start gap-2 @md:grid-cols-[minmax(0,1fr)_6.5rem_2.25rem_2.25rem]";

/**
 * A contact's numbers or email addresses as typed, the main one first. An emptied row is removed,
 * so it works without script too. The form around it says which row (`phone.0`) is refused.
 */
export function EntryRows({ kind, entries }: { kind: keyof typeof kinds; entries: Entry[] }) {
  const words = kinds[kind];
  const empty: Entry = { value: "", label: words.labels[0] };
  const { state, touch } = useForm();
  const lookForDuplicates = useLookForDuplicates();
  const id = useId();
  const [rows, setRows] = useState(() => rowsOf(sentEntries(state, words) ?? entries, empty));
  // A refusal is about the rows as they were when it came.
  const [refused, setRefused] = useState({ state, keys: rows.map(({ key }) => key) });
  if (refused.state !== state) setRefused({ state, keys: rows.map(({ key }) => key) });
  const errorOf = (key: string) => {
    const fields = state.kind === "refused" ? (state.fields ?? {}) : {};
    return fields[`${words.name}.${refused.keys.indexOf(key)}`];
  };
  function onChange(next: EntryRow[]) {
    setRows(next);
    touch();
    lookForDuplicates();
  }
  return (
    <fieldset className="@container min-w-0">
      <legend className="mb-1.5 text-sm font-medium text-ink">{words.title}</legend>
      <div className="flex flex-col gap-2">
        {rows.map((row, index) => (
          <div key={row.key} className={rowClass}>
            <Inputs words={words} row={row} place={index + 1} error={errorOf(row.key)} />
            {index > 0 ? (
              <IconButton
                label={`Make ${words.one} ${index + 1} the main one`}
                onClick={() => onChange([row, ...rows.filter(({ key }) => key !== row.key)])}
                className="md:size-9"
              >
                <ArrowUp aria-hidden />
              </IconButton>
            ) : (
              <span className="self-center text-center text-xs text-muted">
                {rows.length > 1 && "Main"}
              </span>
            )}
            <IconButton
              label={`Remove ${words.one} ${index + 1}`}
              onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              className="md:size-9"
            >
              <X aria-hidden />
            </IconButton>
          </div>
        ))}
        <noscript>
          <div className={rowClass}>
            <Inputs words={words} row={{ key: "", ...empty }} place={rows.length + 1} />
          </div>
        </noscript>
      </div>
      <AlsoOn kind={kind} />
      <Button
        variant="ghost"
        size="sm"
        className="mt-1 -ml-2.5"
        onClick={() => onChange([...rows, { key: `${id}${Date.now()}`, ...empty }])}
      >
        <Plus aria-hidden className="size-4" />
        {kind === "phone" ? "Add a number" : "Add an email"}
      </Button>
    </fieldset>
  );
}

function rowsOf(entries: Entry[], empty: Entry): EntryRow[] {
  const shown = entries.length > 0 ? entries : [empty];
  return shown.map((entry, index) => ({ key: `${index}`, ...entry }));
}

function sentEntries(state: ActionState<unknown>, { name, labelName }: Kind): Entry[] | undefined {
  const sent = "sent" in state ? state.sent?.values : undefined;
  if (!sent) return undefined;
  const labels = [sent[labelName]].flat();
  return [sent[name] ?? []]
    .flat()
    .map((value, row) => ({ value: String(value), label: String(labels[row] ?? "work") }));
}

function Inputs({
  words,
  row,
  place,
  error,
}: {
  words: Kind;
  row: EntryRow;
  place: number;
  error?: string;
}) {
  const name = `${words.one.charAt(0).toUpperCase()}${words.one.slice(1)} ${place}`;
  return (
    <>
      <TextField
        label={name}
        hideLabel
        name={words.name}
        type={words.type}
        autoComplete="off"
        placeholder={words.placeholder}
        defaultValue={row.value}
        error={error}
        className="@max-md:col-span-3"
      />
      <SelectField
        label={`Label of ${words.one} ${place}`}
        hideLabel
        name={words.labelName}
        defaultValue={row.label}
      >
        {words.labels.map((label) => (
          <option key={label} value={label}>
            {label.charAt(0).toUpperCase() + label.slice(1)}
          </option>
        ))}
      </SelectField>
    </>
  );
}
