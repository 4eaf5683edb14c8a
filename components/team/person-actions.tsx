"use client";

import { Ellipsis, Hash, UserMinus, UserRoundCog } from "lucide-react";
import { useState } from "react";
import { ChangeExtension } from "@/components/team/change-extension";
import { ChangeRole } from "@/components/team/change-role";
import { RemovePerson } from "@/components/team/remove-person";
import { iconButtonClass } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { MenuButton } from "@/components/ui/menu-item";
import type { Colleague } from "@/lib/team/store";

/** What an admin may do with someone on the team, behind one button. */
export function PersonActions({
  person,
  extension,
  suggested,
  self,
}: {
  person: Colleague;
  extension: string | null;
  /** An extension that is free. */
  suggested: string;
  self: boolean;
}) {
  const [asking, setAsking] = useState<"role" | "extension" | "remove">();
  const onOpenChange = (open: boolean) => {
    if (!open) setAsking(undefined);
  };
  return (
    <>
      <Menu
        label={`Actions for ${person.name}`}
        face={<Ellipsis aria-hidden />}
        className={iconButtonClass}
      >
        <MenuButton onClick={() => setAsking("role")}>
          <UserRoundCog aria-hidden />
          Change role
        </MenuButton>
        <MenuButton onClick={() => setAsking("extension")}>
          <Hash aria-hidden />
          {extension ? "Change extension" : "Give an extension"}
        </MenuButton>
        <MenuButton onClick={() => setAsking("remove")}>
          <UserMinus aria-hidden />
          {self ? "Leave the company" : "Remove"}
        </MenuButton>
      </Menu>
      <ChangeRole person={person} open={asking === "role"} onOpenChange={onOpenChange} />
      <ChangeExtension
        person={{ ...person, extension }}
        suggested={suggested}
        open={asking === "extension"}
        onOpenChange={onOpenChange}
      />
      <RemovePerson
        person={person}
        self={self}
        open={asking === "remove"}
        onOpenChange={onOpenChange}
      />
    </>
  );
}
