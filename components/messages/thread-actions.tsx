"use client";

import { Archive, ArchiveRestore, ArrowDown, ArrowUp, UserRound } from "lucide-react";
import { useActionState } from "react";
import { iconButtonClass } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { assign, setClosed } from "@/lib/messages/actions";

/** What can be done with a conversation: give it to somebody, close it, go on to the next. */
export function ThreadActions({
  id,
  isClosed,
  owner,
  people,
  me,
  previous,
  next,
}: {
  id: string;
  isClosed: boolean;
  owner: string | null;
  people: { user_id: string; name: string }[];
  me: string;
  /** The addresses of the conversations beside it. */
  previous?: string;
  next?: string;
}) {
  const [, close] = useActionState(setClosed, { kind: "idle" });
  const [, give] = useActionState(assign, { kind: "idle" });
  const name = people.find(({ user_id }) => user_id === owner)?.name;
  const closing = isClosed ? "Open again" : "Close";
  return (
    <>
      <Menu
        label={name && `Assigned: ${owner === me ? "Mine" : name}`}
        face={
          <>
            <UserRound aria-hidden />
            <span className="max-sm:hidden">{owner === me ? "Mine" : (name ?? "Assign")}</span>
          </>
        }
        className="inline-flex h-11 items-center gap-1.5 rounded-lg px-2.5 text-[13px] font-medium text-muted hover:bg-sunken hover:text-ink md:h-8 [&>svg]:size-4"
      >
        <MenuItem action={give} fields={{ id, person: "" }}>
          Nobody
        </MenuItem>
        {people.map(({ user_id, name }) => (
          <MenuItem key={user_id} action={give} fields={{ id, person: user_id }}>
            {user_id === me ? `${name} (me)` : name}
          </MenuItem>
        ))}
      </Menu>
      <form action={close}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="closed" value={String(!isClosed)} />
        <button
          type="submit"
          aria-label={closing}
          title={closing}
          aria-keyshortcuts="e"
          className={iconButtonClass}
        >
          {isClosed ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
        </button>
      </form>
      {previous && (
        <Link
          href={previous}
          prefetch={false}
          aria-label="Previous conversation"
          title="Previous conversation"
          aria-keyshortcuts="k"
          className={`${iconButtonClass} max-sm:hidden`}
        >
          <ArrowUp aria-hidden />
        </Link>
      )}
      {next && (
        <Link
          href={next}
          prefetch={false}
          aria-label="Next conversation"
          title="Next conversation"
          aria-keyshortcuts="j"
          className={`${iconButtonClass} max-sm:hidden`}
        >
          <ArrowDown aria-hidden />
        </Link>
      )}
    </>
  );
}
