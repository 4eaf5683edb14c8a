import type { ReactNode } from "react";
import { InvitationResent } from "@/components/team/invitation-sent";
import { Badge } from "@/components/ui/badge";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { formatWhen } from "@/lib/core/time";
import { resend, revoke } from "@/lib/team/actions";
import type { PendingInvitation } from "@/lib/team/store";
import { roleWords } from "@/lib/team/words";

/** Invitations that nobody has accepted: when their link was sent, and a new one. */
export function PendingInvitations({
  invitations,
  timeZone,
}: {
  invitations: PendingInvitation[];
  timeZone: string;
}) {
  const now = new Date();
  return (
    <Table label="Pending invitations">
      <TableHead>
        <HeadCell>Email</HeadCell>
        <HeadCell className="xl:w-44">Sent</HeadCell>
        <HeadCell className="xl:w-40">Expires</HeadCell>
        <HeadCell className="text-right xl:w-60">Actions</HeadCell>
      </TableHead>
      <TableBody>
        {invitations.map(({ id, email, role, sent_at, expires_at }) => (
          <Row key={id}>
            <Cell>
              <p className="font-medium break-all text-ink">{email}</p>
              <p className="text-[13px] text-muted">{roleWords[role].name}</p>
            </Cell>
            <Cell className="text-muted">
              <span className="md:hidden">Sent </span>
              <time dateTime={sent_at}>{formatWhen(sent_at, timeZone)}</time>
            </Cell>
            <Cell className="text-muted">
              {new Date(expires_at) <= now ? (
                <Badge tone="warn">Expired</Badge>
              ) : (
                <>
                  <span className="md:hidden">Expires </span>
                  <time dateTime={expires_at}>{formatWhen(expires_at, timeZone)}</time>
                </>
              )}
            </Cell>
            <Cell className="max-md:-ml-3">
              <div className="flex flex-wrap gap-2 md:justify-end">
                <Form action={resend} className="contents">
                  <input type="hidden" name="id" value={id} />
                  <SubmitButton
                    variant="ghost"
                    size="sm"
                    aria-label={`Resend the invitation of ${email}`}
                  >
                    Resend
                  </SubmitButton>
                  <Answer>
                    <FormNotice />
                    <InvitationResent />
                  </Answer>
                </Form>
                <Form action={revoke} className="contents">
                  <input type="hidden" name="id" value={id} />
                  <SubmitButton
                    variant="ghost"
                    size="sm"
                    aria-label={`Revoke the invitation of ${email}`}
                  >
                    Revoke
                  </SubmitButton>
                  <Answer>
                    <FormNotice />
                  </Answer>
                </Form>
              </div>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

/** What came of a button, below both. */
function Answer({ children }: { children: ReactNode }) {
  return (
    <div className="order-last grid basis-full gap-2 empty:hidden max-md:pl-3">{children}</div>
  );
}
