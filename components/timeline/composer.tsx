"use client";

import { clsx } from "clsx";
import { CheckSquare, PhoneForwarded, StickyNote } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { NoteComposer } from "@/components/notes/note-composer";
import { showContact } from "@/components/palette/on-screen";
import type { TaskForm as TaskFormType } from "@/components/tasks/task-form";
import { Link } from "@/components/ui/link";

const loadTaskForm = async () => (await import("@/components/tasks/task-form")).TaskForm;

const tabs = [
  { name: "note", label: "Note", key: "n", Icon: StickyNote },
  { name: "task", label: "Task", key: "t", Icon: CheckSquare },
] as const;

/**
 * Writes a note or a task into a contact's timeline. What is typed stays while the other shows. The
 * palette offers both, and to assign the contact to one of `people`.
 */
export function Composer({
  contactId,
  contactName,
  noteId,
  taskId,
  people,
  ownerId,
}: {
  contactId: string;
  contactName: string;
  noteId: string;
  taskId: string;
  people: { user_id: string; name: string }[];
  ownerId: string;
}) {
  const [shown, show] = useState<(typeof tabs)[number]["name"]>("note");
  const section = useRef<HTMLElement>(null);
  // Loaded when it is first opened, and kept then with what was typed.
  const [TaskForm, setTaskForm] = useState<typeof TaskFormType>();

  async function open(name: typeof shown) {
    const form = name === "task" ? await loadTaskForm() : TaskForm;
    flushSync(() => {
      setTaskForm(() => form);
      show(name);
    });
    section.current
      ?.querySelector<HTMLElement>(
        "div:not([hidden]) > form :is(textarea, input:not([type=hidden]))",
      )
      ?.focus();
  }

  const write = useEffectEvent((what: typeof shown) => void open(what));
  useEffect(
    () => showContact({ id: contactId, name: contactName, people, write }),
    [contactId, contactName, people],
  );

  return (
    <section ref={section} aria-label="Add to the timeline">
      <div className="mb-3 flex gap-1">
        {tabs.map(({ name, label, key, Icon }) => (
          <button
            key={name}
            type="button"
            aria-pressed={shown === name}
            aria-keyshortcuts={key}
            onClick={() => open(name)}
            className={clsx(
              "inline-flex h-10 items-center gap-1.5 rounded-lg px-3 text-[13px] font-medium transition-colors md:h-8 [&>svg]:size-4",
              shown === name ? "bg-accent-soft text-accent-text" : "text-muted hover:bg-sunken",
            )}
          >
            <Icon aria-hidden />
            {label}
          </button>
        ))}
        <Link
          href={`/contacts/${contactId}/log-call`}
          prefetch={false}
          aria-keyshortcuts="l"
          className="inline-flex h-10 items-center gap-1.5 rounded-lg px-3 text-[13px] font-medium text-muted transition-colors hover:bg-sunken md:h-8 [&>svg]:size-4"
        >
          <PhoneForwarded aria-hidden />
          Log a call
        </Link>
      </div>
      <div hidden={shown !== "note"}>
        <NoteComposer id={noteId} contactId={contactId} people={people} />
      </div>
      <div hidden={shown !== "task"}>
        {TaskForm && (
          <TaskForm id={taskId} contactId={contactId} people={people} ownerId={ownerId} />
        )}
      </div>
    </section>
  );
}
