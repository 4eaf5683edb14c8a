import { Check, RotateCcw, UserX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { markBooking } from "@/lib/booking/actions";
import type { BookingState } from "@/lib/booking/answer";

/** What became of it; each can be taken back while nobody else has the time. */
export function BookingActions({
  id,
  sequence,
  state,
  isOver,
  notifies,
}: {
  id: string;
  /** Of the booking as it is shown. */
  sequence: number;
  state: BookingState;
  /** It has begun. */
  isOver: boolean;
  notifies: boolean;
}) {
  if (state !== "confirmed") {
    return (
      <Row>
        <Mark {...{ id, sequence }} status="confirmed">
          <RotateCcw aria-hidden className="size-4" />
          {state === "cancelled" ? "Book again" : "Undo"}
        </Mark>
      </Row>
    );
  }
  return (
    <Row>
      {isOver && (
        <>
          <Mark {...{ id, sequence }} status="done">
            <Check aria-hidden className="size-4" />
            Done
          </Mark>
          <Mark {...{ id, sequence }} status="no_show">
            <UserX aria-hidden className="size-4" />
            No-show
          </Mark>
        </>
      )}
      <ConfirmDialog
        trigger={<Button>Cancel booking</Button>}
        title="Cancel this booking?"
        description={
          notifies
            ? "Its time is free again, and the customer is notified."
            : "Its time is free again. The customer isn't notified."
        }
        confirmLabel="Cancel booking"
        keepLabel="Keep booking"
        danger
        action={markBooking}
        fields={{ id, sequence: String(sequence), status: "cancelled" }}
      />
    </Row>
  );
}

const Row = ({ children }: { children: ReactNode }) => (
  <div className="mt-5 flex flex-wrap items-start gap-2 border-t border-line pt-5">{children}</div>
);

type Marked = { id: string; sequence: number; status: BookingState; children: ReactNode };

function Mark({ id, sequence, status, children }: Marked) {
  return (
    <Form action={markBooking} className="flex flex-col items-start gap-2">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="sequence" value={sequence} />
      <input type="hidden" name="status" value={status} />
      <SubmitButton variant="secondary">{children}</SubmitButton>
      <FormNotice />
    </Form>
  );
}
