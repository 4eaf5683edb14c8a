"use client";

import { Circle, CircleMinus, CircleSlash, Clock, Moon } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useActionState, useState } from "react";
import { Menu } from "@/components/ui/menu";
import { MenuButton, MenuItem } from "@/components/ui/menu-item";
import { setAvailability } from "@/lib/availability/actions";
import type { Choice } from "@/lib/availability/schema";

const UntilDialog = dynamic(
  () => import("@/components/availability/until-dialog").then((file) => file.UntilDialog),
  { ssr: false },
);

const available = { choice: "available", words: "Available", Icon: Circle } as const;
const busy = { choice: "busy", words: "Busy", Icon: CircleMinus } as const;
const offline = { choice: "offline", words: "Offline", Icon: CircleSlash } as const;
const away: { choice: Choice; words: string; Icon: typeof Circle }[] = [
  { choice: "away_30_minutes", words: "Away for 30 minutes", Icon: Clock },
  { choice: "away_1_hour", words: "Away for 1 hour", Icon: Clock },
  { choice: "away_until_tomorrow", words: "Away until tomorrow", Icon: Clock },
  { choice: "away", words: "Away", Icon: Moon },
];

/**
 * Sets whether somebody takes calls: oneself, or a colleague of `userId`. `face` says what is set;
 * `until` is what the field for a time of one's own begins with (as datetime-local).
 */
export function AvailabilityMenu({
  label,
  face,
  heading,
  until,
  userId,
  className,
}: {
  label: string;
  face: ReactNode;
  heading?: ReactNode;
  until: string;
  userId?: string;
  className: string;
}) {
  const [state, act] = useActionState(setAvailability, { kind: "idle" });
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState<"busy" | "away">();
  const ask = (state: "busy" | "away") => () => {
    setAsked(state);
    setAsking(true);
  };
  const fields = userId ? { user_id: userId } : undefined;
  const problem = state.kind === "idle" || state.kind === "done" ? undefined : state.message;
  const item = ({ choice, words, Icon }: (typeof away)[number]) => (
    <MenuItem key={choice} action={act} fields={{ ...fields, choice }}>
      <Icon aria-hidden />
      {words}
    </MenuItem>
  );
  return (
    <>
      <Menu className={className} label={label} face={face} heading={heading}>
        {[available, busy].map(item)}
        <MenuButton onClick={ask("busy")}>
          <CircleMinus aria-hidden />
          Busy until…
        </MenuButton>
        {away.map(item)}
        <MenuButton onClick={ask("away")}>
          <Clock aria-hidden />
          Away until…
        </MenuButton>
        {item(offline)}
      </Menu>
      {asked && (
        <UntilDialog
          key={asked}
          state={asked}
          until={until}
          fields={fields}
          open={asking}
          onOpenChange={setAsking}
        />
      )}
      {problem && (
        <p role="alert" className="px-1.5 pt-1 text-xs text-danger-text max-md:sr-only">
          {problem}
        </p>
      )}
    </>
  );
}
