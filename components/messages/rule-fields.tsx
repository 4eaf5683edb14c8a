"use client";

import { useState } from "react";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { MessageRule } from "@/lib/messages/auto/store";
import { ruleKinds } from "@/lib/messages/rule-kinds";
import { kindTitles } from "@/lib/messages/words/rule";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** What an automatic reply has: the fields of its kind, which stays that of `rule`. */
export function RuleFields({
  numbers,
  rule,
}: {
  numbers: { id: string; label: string }[];
  rule?: MessageRule;
}) {
  const [kind, setKind] = useState<string>(rule?.kind ?? "missed_call");
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {rule ? (
          <input type="hidden" name="kind" value={kind} />
        ) : (
          <SelectField
            label="When"
            name="kind"
            value={kind}
            onChange={({ currentTarget }) => setKind(currentTarget.value)}
          >
            {ruleKinds.map((each) => (
              <option key={each} value={each}>
                {kindTitles[each]}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField
          label="Number"
          name="phone_number_id"
          defaultValue={rule?.phone_number_id ?? ""}
        >
          <option value="">All numbers</option>
          {numbers.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </SelectField>
        {kind === "keyword" && (
          <TextField
            label="Word"
            name="keyword"
            maxLength={40}
            autoComplete="off"
            required
            defaultValue={rule?.keyword ?? undefined}
          />
        )}
        {kind !== "missed_call" && (
          <SelectField
            key={kind}
            label="Then"
            name="action"
            defaultValue={rule?.action ?? (kind === "any" ? "task" : "reply")}
          >
            <option value="reply">Reply</option>
            <option value="task">Make it a task</option>
          </SelectField>
        )}
        {kind === "away" && (
          <>
            <TextField
              label="Somebody answers from"
              name="open_from"
              type="time"
              defaultValue={rule?.open_from?.slice(0, 5) ?? "09:00"}
            />
            <TextField
              label="Until"
              name="open_until"
              type="time"
              defaultValue={rule?.open_until?.slice(0, 5) ?? "17:00"}
            />
          </>
        )}
      </div>
      {kind === "away" && (
        <fieldset className="flex flex-wrap gap-x-4 gap-y-2">
          <legend className="mb-1.5 text-sm font-medium text-ink">On</legend>
          {days.map((day, at) => (
            <label key={day} className="flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                name="open_days"
                value={at + 1}
                defaultChecked={rule ? rule.open_days.includes(at + 1) : at < 5}
              />
              {day}
            </label>
          ))}
        </fieldset>
      )}
      <TextareaField
        label="Text"
        name="body"
        maxLength={1600}
        required
        defaultValue={rule?.body}
        hint="Variables: {first_name|there}, {name}, {company}, {my_company}."
      />
    </>
  );
}
