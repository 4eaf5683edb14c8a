"use client";

import type { BulkChoices } from "@/components/contact-list/bulk-bar";
import { ChipSelect } from "@/components/ui/chip-select";
import { type BulkKind, bulkKinds } from "@/lib/contact-list/bulk-kinds";

/** Owner, stage and tags for many: a choice is done at once. */
export function BulkSelects({
  choices: { people, stages, tags },
  disabled,
  onChoose,
}: {
  choices: BulkChoices;
  disabled: boolean;
  onChoose: (what: BulkKind, value: string) => void;
}) {
  const select = (label: string, groups: [BulkKind, string, { id: string; name: string }[]][]) => (
    <ChipSelect
      label={label}
      disabled={disabled}
      value=""
      onChange={({ target }) => {
        const [name, value = ""] = target.value.split(":");
        const what = bulkKinds.find((kind) => kind === name);
        if (what) onChoose(what, value);
      }}
    >
      {groups.map(([what, title, options]) => (
        <optgroup key={what} label={title}>
          {options.map(({ id, name }) => (
            <option key={id} value={`${what}:${id}`}>
              {name}
            </option>
          ))}
        </optgroup>
      ))}
    </ChipSelect>
  );
  return (
    <>
      {select("Assign", [["owner", "Owner", [...people, { id: "", name: "No owner" }]]])}
      {select("Set stage", [["stage", "Stage", [...stages, { id: "", name: "No stage" }]]])}
      {tags.length > 0 &&
        select("Tag", [
          ["add_tag", "Add", tags],
          ["remove_tag", "Remove", tags],
        ])}
    </>
  );
}
