import { Check } from "lucide-react";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import { chooseContact } from "@/lib/calls/actions";
import type { Candidate } from "@/lib/calls/candidates";

/** Asks which of the contacts that share a call's number the call was with. */
export function WhichContact({
  callId,
  chosen,
  number,
  candidates,
}: {
  callId: string;
  /** Whose the call is now. */
  chosen: string | null;
  /** As people read it. */
  number: string;
  candidates: Candidate[];
}) {
  return (
    <Card title="Which contact is this?" description={`${number} belongs to several contacts.`}>
      <ul className="flex flex-col gap-3">
        {candidates.map(({ id, name, company }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-2">
            <span className="min-w-0">
              <TextLink href={`/contacts/${id}`} className="block break-words">
                {name}
              </TextLink>
              {company && <span className="block text-[13px] text-muted">{company}</span>}
            </span>
            {id === chosen ? (
              <span className="flex items-center gap-1.5 text-[13px] text-muted">
                <Check aria-hidden className="size-4" />
                This call
              </span>
            ) : (
              <Form action={chooseContact} className="flex flex-col items-end gap-2">
                <input type="hidden" name="call" value={callId} />
                <input type="hidden" name="contact" value={id} />
                <SubmitButton variant="secondary" size="sm">
                  Choose<span className="sr-only"> {name}</span>
                </SubmitButton>
                <FormNotice />
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
