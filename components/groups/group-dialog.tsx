"use client";

import { useState } from "react";
import { PeopleList, type Person } from "@/components/groups/people-list";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { useForm } from "@/components/ui/form-context";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { createGroup, saveGroup } from "@/lib/groups/actions";

type Edited = { id: string; name: string; people: readonly string[] };

/** Adds a group, or changes this one. */
export function GroupDialog({ group, people }: { group?: Edited; people: readonly Person[] }) {
  const [open, setOpen] = useState(false);
  const loaded = group && { name: group.name, people: group.people.join(",") };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={group ? `Edit “${group.name}”` : "New group"}
      trigger={
        group ? (
          <Button variant="ghost" size="sm" aria-label={`Edit ${group.name}`}>
            Edit
          </Button>
        ) : (
          <Button variant="primary">New group</Button>
        )
      }
    >
      <Form
        action={group ? saveGroup : createGroup}
        label="Group"
        {...(loaded && { loaded })}
        onDone={() => setOpen(false)}
      >
        {group && <input type="hidden" name="id" value={group.id} />}
        <TextField
          label="Name"
          name="name"
          maxLength={60}
          autoComplete="off"
          required
          defaultValue={group?.name}
        />
        <Members chosenFirst={group?.people ?? []} people={people} />
        <FormNotice />
        <SubmitButton className="self-end">{group ? "Save" : "Add group"}</SubmitButton>
      </Form>
    </Dialog>
  );
}

/** Who is in it, in the order in which they are rung one after the other. */
function Members({
  chosenFirst,
  people,
}: {
  chosenFirst: readonly string[];
  people: readonly Person[];
}) {
  const { touch, state } = useForm();
  const [chosen, setChosen] = useState(chosenFirst);
  const refused = state.kind === "refused" ? state.fields?.people : undefined;
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 text-sm font-medium text-ink">People, in the order of ringing</legend>
      <input type="hidden" name="people" value={chosen.join(",")} />
      {chosen.length === 0 && (
        <p className="text-sm text-muted">Nobody yet: calls go on as if nobody were free.</p>
      )}
      <PeopleList
        label="People in the group"
        inOrder
        edits
        {...{ chosen, people }}
        error={refused}
        nameOf={(id) => people.find(({ user_id }) => user_id === id)?.name ?? "A former colleague"}
        onChosen={(next) => {
          touch();
          setChosen(next);
        }}
      />
    </fieldset>
  );
}
