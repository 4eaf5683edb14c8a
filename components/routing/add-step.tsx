"use client";

import { Plus } from "lucide-react";
import { useEditor } from "@/components/routing/editor-context";
import { StepIcon } from "@/components/routing/step-icon";
import { buttonClass } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { MenuButton } from "@/components/ui/menu-item";
import { kindNames } from "@/lib/routing/branches";
import type { Place } from "@/lib/routing/edit/draft";
import { offeredKinds } from "@/lib/routing/edit/new-step";
import { kindWords } from "@/lib/routing/edit/words";

/** Chooses the kind of a step that is put where a branch leads. */
export function AddStep({ place, after }: { place: Place; after: string }) {
  const { add } = useEditor();
  return (
    <Menu
      label={`Add a step ${after}`}
      className={buttonClass({ size: "sm" })}
      face={
        <>
          <Plus aria-hidden className="size-4" />
          Add a step
        </>
      }
    >
      {offeredKinds.map((kind) => (
        <MenuButton key={kind} onClick={() => add(place, kind)}>
          <StepIcon kind={kind} />
          <span className="flex flex-col py-0.5">
            {kindNames[kind]}
            <span className="text-[13px] text-muted">{kindWords[kind]}</span>
          </span>
        </MenuButton>
      ))}
    </Menu>
  );
}
