import { ArrowLeft } from "lucide-react";
import { ThreadComposer } from "@/components/messages/thread-composer";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import { placeOf } from "@/lib/core/destination";
import { formatPhone, toE164 } from "@/lib/core/phone";
import { addresseeOf } from "@/lib/messages/addressee";
import { readLastPrice } from "@/lib/messages/price";
import { listCallerNumbers } from "@/lib/numbers/store";
import { numberChoice } from "@/lib/numbers/words";

/** A conversation that has not begun: to whom, and the composer once that is known. */
export async function NewMessage({
  member,
  contactId,
  to,
  back,
}: {
  member: Member;
  contactId: string | undefined;
  to: string | undefined;
  back: string;
}) {
  const { db, tenant } = member;
  const country = tenant.country_code;
  const contact = contactId ? await addresseeOf(db, tenant.id, contactId) : null;
  const number = to ? toE164(to, country) : (contact?.phones[0] ?? null);
  const [numbers, perSegment] = await Promise.all([
    contact ? listCallerNumbers(db, contact.id) : [],
    number ? readLastPrice(db, tenant.id, placeOf(number).country) : undefined,
  ]);
  const choices = numbers.filter(
    ({ removed, is_caller_id, can_text }) => !removed && !is_caller_id && can_text,
  );
  return (
    <Card className="h-fit">
      <div className="mb-4 flex items-center gap-2">
        <LinkButton href={back} size="sm" variant="ghost" className="lg:hidden">
          <ArrowLeft aria-hidden />
          <span className="sr-only">All messages</span>
        </LinkButton>
        <h2 className="text-[15px] font-semibold text-ink">New message</h2>
      </div>
      {number ? (
        <>
          <p className="mb-3 text-muted tabular-nums">
            To {contact && <TextLink href={`/contacts/${contact.id}`}>{contact.name}</TextLink>}{" "}
            {formatPhone(number, country)}
          </p>
          <ThreadComposer
            to={number}
            contact={contact}
            numbers={choices.map((each) => ({ id: each.id, label: numberChoice(each, country) }))}
            from={choices.length > 1 ? choices.find(({ chosen }) => chosen)?.id : undefined}
            perSegment={perSegment}
            member={member}
          />
        </>
      ) : (
        <form action="/messages/new" className="flex flex-col gap-4">
          {contact && <input type="hidden" name="contact" value={contact.id} />}
          <TextField
            label="To"
            name="to"
            type="tel"
            required
            defaultValue={to}
            error={to ? "That isn't a phone number." : undefined}
            hint="A phone number. To text a contact, use the speech bubble beside their number."
          />
          <div className="flex justify-end">
            <SubmitButton>Next</SubmitButton>
          </div>
        </form>
      )}
    </Card>
  );
}
