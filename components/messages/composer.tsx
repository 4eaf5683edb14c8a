"use client";

import { clsx } from "clsx";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { newKey } from "@/components/calls/ask-api";
import { type Attachment, whyNotYet } from "@/components/messages/attachment";
import { ComposerTools, type FilledTemplate } from "@/components/messages/composer-tools";
import { Counter } from "@/components/messages/counter";
import { sendByKey } from "@/components/notes/note-composer";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { sendText } from "@/lib/messages/actions";

const Attachments = dynamic(
  () => import("@/components/messages/attachments").then((file) => file.Attachments),
  { ssr: false },
);

/**
 * Writes a message. `firstKey` is its first Idempotency-Key; each is kept until the message is
 * surely sent or refused, so that sent twice it goes out once. `later` is the next time at which
 * they may be written to, as a clock of their zone shows it.
 */
export function Composer({
  firstKey,
  to,
  contactId,
  numbers = [],
  from,
  templates,
  later,
  perSegment,
  canAttach,
}: {
  firstKey: string;
  to: string;
  contactId?: string;
  numbers?: { id: string; label: string }[];
  from?: string;
  templates: FilledTemplate[];
  /** `night` is the time where they are, when it is night there and no quiet hours decide. */
  later: {
    zone: string;
    isTheirs: boolean;
    clock: string;
    isQuiet: boolean;
    night: string | null;
  };
  perSegment?: { price: number; unit: string };
  canAttach: boolean;
}) {
  const router = useRouter();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  // The page draws a new one whenever it is rendered again.
  const [key, setKey] = useState(firstKey);
  const [text, setText] = useState("");
  const [isLater, setLater] = useState(later.isQuiet);
  const [problem, setProblem] = useState<string>();
  const [files, setFiles] = useState<Attachment[]>([]);
  const notYet = whyNotYet(files);

  function pick(template: FilledTemplate) {
    setProblem("problem" in template ? template.problem : undefined);
    if (!("text" in template) || !field.current) return;
    const { value } = field.current;
    field.current.value = value ? `${value.trimEnd()} ${template.text}` : template.text;
    setText(field.current.value);
    field.current.focus();
  }

  function onDone(threadId: string | undefined) {
    setKey(newKey());
    setText("");
    setFiles([]);
    setProblem(undefined);
    setLater(later.isQuiet);
    if (threadId && !window.location.pathname.endsWith(threadId)) {
      router.push(`/messages/${threadId}`);
    }
  }

  return (
    <Form
      action={sendText}
      resetOnDone
      onDone={onDone}
      onRefused={() => setKey(newKey())}
      label="New message"
      className="flex flex-col gap-2"
    >
      <input type="hidden" name="key" value={key} />
      <input type="hidden" name="to" value={to} />
      {contactId && <input type="hidden" name="contactId" value={contactId} />}
      {numbers.length > 1 ? (
        <SelectField label="From" name="from" defaultValue={from}>
          {numbers.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </SelectField>
      ) : (
        from && <input type="hidden" name="from" value={from} />
      )}
      <TextareaField
        ref={field}
        label="Message"
        hideLabel
        name="body"
        rows={2}
        maxLength={1600}
        placeholder="Write a message…"
        aria-keyshortcuts="r"
        onKeyDown={notYet ? undefined : sendByKey}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      {files.length > 0 && (
        <Attachments
          files={files}
          onUploaded={(done) =>
            setFiles((all) => all.map((each) => (each.file === done.file ? done : each)))
          }
          onRemove={(file) => setFiles((all) => all.filter((each) => each.file !== file))}
        />
      )}
      <Counter text={text} perSegment={perSegment} />
      {problem && (
        <p role="alert" className="text-[13px] text-danger-text">
          {problem}
        </p>
      )}
      {later.night && text !== "" && !isLater && (
        <p role="status" className="flex flex-wrap items-center gap-2 text-[13px] text-warn-text">
          It's {later.night} for them. Send anyway, or
          <Button size="sm" onClick={() => setLater(true)}>
            Schedule for the morning
          </Button>
        </p>
      )}
      {isLater && (
        <TextField
          type="datetime-local"
          name="sendClock"
          label={later.isTheirs ? "Send at, their time" : "Send at"}
          hint={`${later.isQuiet ? "It's too late or too early to text them now. " : ""}Time zone: ${later.zone.replaceAll("_", " ")}`}
          defaultValue={later.clock}
        />
      )}
      {isLater && <input type="hidden" name="zone" value={later.zone} />}
      <FormNotice />
      <div className="flex items-center gap-1">
        <ComposerTools
          canAttach={canAttach}
          onFiles={(chosen) => setFiles((all) => [...all, ...chosen.map((file) => ({ file }))])}
          templates={templates}
          onTemplate={pick}
          isLater={isLater}
          onLater={() => setLater(!isLater)}
        />
        <span
          id={`${id}-hint`}
          className={clsx("ml-auto text-[13px] text-muted", !notYet && "max-md:hidden")}
        >
          {notYet ?? `Ctrl or ⌘ and Enter ${isLater ? "schedules" : "sends"}`}
        </span>
        <SubmitButton
          size="sm"
          disabled={notYet !== undefined}
          aria-describedby={notYet && `${id}-hint`}
          className={clsx(!notYet && "max-md:ml-auto")}
        >
          {isLater ? "Schedule" : "Send"}
        </SubmitButton>
      </div>
    </Form>
  );
}
