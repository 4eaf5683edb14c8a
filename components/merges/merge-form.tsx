"use client";

import { Merge } from "lucide-react";
import { useState } from "react";
import { ChoiceRow } from "@/components/merges/choice-row";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { mergeContacts } from "@/lib/merges/actions";
import { joined, type MergeField, type Side } from "@/lib/merges/side";

type Half = {
  id: string;
  version: number;
  name: string;
  numbers: string[];
  emails: string[];
  tags: string[];
};

/** Two contacts side by side: what to keep where they differ, and what comes of it. */
export function MergeForm({
  keep,
  gone,
  fields,
  facts,
  unshown,
  seen,
}: {
  keep: Half;
  gone: Half;
  fields: MergeField[];
  /** What the kept contact has, in the order in which it is shown. */
  facts: { name: string; label: string; text: string }[];
  /** Fields that are taken from the contact that goes without asking. */
  unshown: string[];
  /** Both contacts as they are shown, for the server to say what has changed since. */
  seen: string;
}) {
  const [picked, pick] = useState<Record<string, Side>>({});
  const chosen = (name: string) =>
    picked[name] ?? fields.find((field) => field.name === name)?.chosen ?? "keep";
  const first = { numbers: chosen("phones"), emails: chosen("emails") };
  const list = (of: "numbers" | "emails" | "tags") =>
    joined(
      { keep: keep[of], gone: gone[of], first: of === "tags" ? "keep" : first[of] },
      (entry) => entry,
    );
  const result = [
    ...facts.flatMap(({ name, label, text }) => {
      const field = fields.find((each) => each.name === name);
      const becomes = field ? field[chosen(name)] : text;
      return becomes ? [{ label, text: becomes }] : [];
    }),
    { label: "Numbers", text: list("numbers").join("\n") },
    { label: "Emails", text: list("emails").join("\n") },
    { label: "Tags", text: list("tags").join(", ") },
  ];
  return (
    <Form action={mergeContacts} className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <input type="hidden" name="keep" value={keep.id} />
      <input type="hidden" name="keep_version" value={keep.version} />
      <input type="hidden" name="gone" value={gone.id} />
      <input type="hidden" name="gone_version" value={gone.version} />
      <input type="hidden" name="seen" value={seen} />
      {unshown.map((name) => (
        <input key={name} type="hidden" name={`choice:${name}`} value="gone" />
      ))}
      <Card
        title="What differs"
        description="Choose what to keep. Numbers, emails and tags of both are kept."
      >
        <div className="mb-5 grid grid-cols-2 gap-2 border-b border-line pb-4">
          <Whom name={keep.name} what="Stays" />
          <Whom name={gone.name} what="Goes" />
        </div>
        {fields.length === 0 && <p className="text-muted">Nothing: both say the same.</p>}
        <div className="flex flex-col gap-5">
          {fields.map((field) => (
            <ChoiceRow
              key={field.name}
              field={field}
              names={{ keep: keep.name, gone: gone.name }}
              chosen={chosen(field.name)}
              onChoose={(side) => pick((now) => ({ ...now, [field.name]: side }))}
            />
          ))}
        </div>
      </Card>
      <div className="flex flex-col gap-6 lg:sticky lg:top-6 lg:self-start">
        <Card title="After the merge">
          <dl aria-live="polite" className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
            {result.map(({ label, text }) => (
              <div key={label} className="contents">
                <dt className="text-muted">{label}</dt>
                <dd className="min-w-0 break-words whitespace-pre-line text-ink tabular-nums">
                  {text || <span className="text-faint">–</span>}
                </dd>
              </div>
            ))}
          </dl>
        </Card>
        <p className="text-sm text-muted">
          Calls, notes, tasks and everything else of {gone.name} move to {keep.name}, and the
          address of {gone.name} leads there. You can undo this later: what was added since then
          stays with {keep.name}.
        </p>
        <FormNotice />
        <div className="flex gap-2">
          <SubmitButton>
            <Merge aria-hidden className="size-4" />
            Merge
          </SubmitButton>
          <LinkButton href={`/contacts/${keep.id}`}>Cancel</LinkButton>
        </div>
      </div>
    </Form>
  );
}

function Whom({ name, what }: { name: string; what: string }) {
  return (
    <p className="min-w-0 text-sm">
      <span className="block text-xs text-muted">{what}</span>
      <span className="font-semibold break-words text-ink">{name}</span>
    </p>
  );
}
