"use client";

import { Clock, FileText, Paperclip } from "lucide-react";
import { iconButtonClass } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { MenuButton } from "@/components/ui/menu-item";

/** A template with its variables filled in, or why it can't be used here. */
export type FilledTemplate = { id: string; name: string } & (
  | { text: string }
  | { problem: string }
);

/** Beside Send: adds files, takes a template, and sends later. */
export function ComposerTools({
  canAttach,
  onFiles,
  templates,
  onTemplate,
  isLater,
  onLater,
}: {
  canAttach: boolean;
  onFiles: (files: File[]) => void;
  templates: FilledTemplate[];
  onTemplate: (template: FilledTemplate) => void;
  isLater: boolean;
  onLater: () => void;
}) {
  return (
    <>
      {canAttach && (
        <label className={`${iconButtonClass} cursor-pointer focus-within:outline-2`}>
          <Paperclip aria-hidden />
          <input
            type="file"
            multiple
            aria-label="Add pictures or files"
            className="sr-only"
            onChange={({ currentTarget }) => {
              onFiles([...(currentTarget.files ?? [])]);
              currentTarget.value = "";
            }}
          />
        </label>
      )}
      {templates.length > 0 && (
        <Menu
          label="Use a template"
          face={<FileText aria-hidden />}
          className={iconButtonClass}
          startsHere
        >
          {templates.map((template) => (
            <MenuButton key={template.id} onClick={() => onTemplate(template)}>
              {template.name}
            </MenuButton>
          ))}
        </Menu>
      )}
      <button
        type="button"
        aria-label="Send later"
        title="Send later"
        aria-pressed={isLater}
        onClick={onLater}
        className={iconButtonClass}
      >
        <Clock aria-hidden />
      </button>
    </>
  );
}
