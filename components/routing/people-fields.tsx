"use client";

import { PeopleList } from "@/components/groups/people-list";
import { groupIn, nameIn, useEditor } from "@/components/routing/editor-context";
import { SelectField } from "@/components/ui/select-field";
import type { Mailbox, Who } from "@/lib/routing/route";

/** Everyone, a group, or chosen people in an order. */
export function WhoFields({
  who,
  errorOf,
  inOrder,
  onWho,
}: {
  who: Who;
  errorOf: (path: string) => string | undefined;
  inOrder: boolean;
  onWho: (who: Who) => void;
}) {
  const { people, edits, inRooms } = useEditor();
  return (
    <div className="flex flex-col gap-5">
      <SelectField
        label="Who is rung"
        hint={`Phone, ${inRooms ? "Browser (room)" : "Browser"} or both, as each person has chosen.`}
        className="sm:max-w-sm"
        value={who.kind}
        onChange={({ target }) => onWho(newWho(target.value))}
      >
        <option value="everyone">Everyone</option>
        <option value="group">A group</option>
        <option value="people">Chosen people</option>
      </SelectField>
      {who.kind === "group" && (
        <GroupField id={who.group_id} error={errorOf("who.group_id")} onWho={onWho} />
      )}
      {who.kind === "people" && (
        <PeopleList
          label="Chosen people"
          chosen={who.people}
          nameOf={(id) => nameIn(people, id)}
          {...{ people, inOrder, edits }}
          error={errorOf("who.people")}
          className="sm:max-w-sm"
          onChosen={(list) => onWho({ kind: "people", people: list })}
        />
      )}
    </div>
  );
}

function newWho(kind: string): Who {
  if (kind === "people") return { kind, people: [] };
  return kind === "group" ? { kind, group_id: "" } : { kind: "everyone" };
}

function GroupField({
  id,
  error,
  onWho,
}: {
  id: string;
  error: string | undefined;
  onWho: (who: Who) => void;
}) {
  const { people, groups } = useEditor();
  const members = groups.find((group) => group.id === id)?.people ?? [];
  const isGone = id !== "" && !groups.some((group) => group.id === id);
  const none = groups.length === 0 && "Make one in Settings → Groups first.";
  const names = members.map((member) => nameIn(people, member));
  return (
    <SelectField
      label="Group"
      className="sm:max-w-sm"
      error={error}
      hint={none || (names.length > 0 && new Intl.ListFormat("en").format(names))}
      value={id}
      onChange={({ target }) => onWho({ kind: "group", group_id: target.value })}
    >
      <option value="">Choose one</option>
      {isGone && <option value={id}>{groupIn(groups, id)}</option>}
      {groups.map((group) => (
        <option key={group.id} value={group.id}>
          {group.name}
        </option>
      ))}
    </SelectField>
  );
}

export function MailboxField({
  mailbox,
  onMailbox,
}: {
  mailbox: Mailbox;
  onMailbox: (mailbox: Mailbox) => void;
}) {
  const { people } = useEditor();
  const chosen = mailbox.kind === "person" ? mailbox.user_id : "";
  const isGone = chosen && !people.some(({ user_id }) => user_id === chosen);
  return (
    <SelectField
      label="Whose mailbox"
      className="sm:max-w-sm"
      value={chosen}
      onChange={({ target }) =>
        onMailbox(target.value ? { kind: "person", user_id: target.value } : { kind: "shared" })
      }
    >
      <option value="">The company's shared mailbox</option>
      {isGone && <option value={chosen}>A former colleague</option>}
      {people.map(({ user_id, name }) => (
        <option key={user_id} value={user_id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
