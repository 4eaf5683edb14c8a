"use client";

import { Combobox } from "@base-ui/react/combobox";
import { clsx } from "clsx";
import { Check, X } from "lucide-react";
import { useMemo, useState, useSyncExternalStore } from "react";
import { controlClass, Field } from "@/components/ui/field";
import { useForm } from "@/components/ui/form-context";

const boxClass = clsx(
  controlClass,
  "flex min-h-11 cursor-text flex-wrap items-center gap-1.5 px-2 py-1.5 focus-within:border-accent-text focus-within:outline-1 md:min-h-9",
);
const chipClass =
  "flex h-9 items-center gap-0.5 rounded-md bg-accent-soft pl-2.5 text-sm font-medium text-accent-text outline-none data-highlighted:bg-accent data-highlighted:text-accent-ink md:h-7";

const never = () => () => {};

type Choice = { value: string; label: string };

/**
 * Some out of many: type to search, tap to choose, each choice a chip that can be taken away. Sent
 * once per choice.
 */
export function ChoicesField({
  label,
  hint,
  name,
  choices,
  chosen,
  nothing,
}: {
  label: string;
  hint?: string;
  name: string;
  choices: Choice[];
  chosen: string[];
  /** What to say when nothing matches. */
  nothing: string;
}) {
  const { state, touch } = useForm();
  const sent = "sent" in state ? state.sent?.values[name] : undefined;
  const [first] = useState(sent === undefined ? chosen : [sent].flat().map(String));
  const items = useMemo(
    () =>
      Combobox.createItems(choices, {
        getValue: (choice) => choice.value,
        getLabel: (choice) => choice.label,
      }),
    [choices],
  );
  const labelOf = (value: string) =>
    choices.find((choice) => choice.value === value)?.label ?? value;
  // The library draws a style attribute that the pages' policy forbids in HTML, and allows a script
  // to set.
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!ready) {
    return (
      <Field label={label} name={name} hint={hint}>
        {({ id }) => (
          <div id={id} className={boxClass}>
            {first.map((value) => (
              <span key={value} className={clsx(chipClass, "pr-9 md:pr-7")}>
                {labelOf(value)}
                <input type="hidden" name={name} value={value} />
              </span>
            ))}
          </div>
        )}
      </Field>
    );
  }
  return (
    <Combobox.Root
      items={items}
      multiple
      name={name}
      defaultValue={first}
      onValueChange={touch}
      onOpenChange={(open, details) => {
        if (!open && details.reason === "item-press") details.cancel();
      }}
    >
      <Field label={label} name={name} hint={hint}>
        {(control) => (
          <Combobox.InputGroup className={boxClass}>
            <Combobox.Value>
              {(values: string[]) => (
                <Combobox.Chips
                  className="flex w-full flex-wrap items-center gap-1.5"
                  aria-label={values.length > 0 ? "Chosen" : undefined}
                >
                  {values.map((value) => (
                    <Combobox.Chip key={value} aria-label={labelOf(value)} className={chipClass}>
                      {labelOf(value)}
                      <Combobox.ChipRemove
                        aria-label={`Remove ${labelOf(value)}`}
                        className="flex h-full w-9 items-center justify-center rounded-md hover:bg-accent/15 md:w-7"
                      >
                        <X aria-hidden className="size-3.5" />
                      </Combobox.ChipRemove>
                    </Combobox.Chip>
                  ))}
                  <Combobox.Input
                    {...control}
                    placeholder="Search…"
                    className="h-9 min-w-24 flex-1 bg-transparent px-1 text-base text-ink outline-none placeholder:text-faint md:h-7 md:text-sm"
                  />
                </Combobox.Chips>
              )}
            </Combobox.Value>
          </Combobox.InputGroup>
        )}
      </Field>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={6} className="z-50 outline-none">
          <Combobox.Popup className="max-h-[min(var(--available-height),20rem)] w-(--anchor-width) max-w-(--available-width) overflow-y-auto overscroll-contain rounded-lg border border-line bg-raised p-1 shadow-lg">
            <Combobox.Empty className="px-3 py-2 text-sm text-muted empty:hidden">
              {nothing}
            </Combobox.Empty>
            <Combobox.List>
              {(choice: Choice) => (
                <Combobox.Item
                  key={choice.value}
                  value={choice.value}
                  className="grid min-h-11 cursor-default grid-cols-[1rem_1fr] items-center gap-2.5 rounded-md px-2.5 text-sm text-ink outline-none select-none data-highlighted:bg-sunken md:min-h-8"
                >
                  <Combobox.ItemIndicator className="col-start-1 text-accent-text">
                    <Check aria-hidden className="size-4" />
                  </Combobox.ItemIndicator>
                  <span className="col-start-2">{choice.label}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
