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
  state,
  isOver,
  notifies,
}: {
  id: string;
  state: BookingState;
  /** It has begun. */
  isOver: boolean;
  notifies: boolean;
}) {
  if (state !== "confirmed") {
    return (
      <Row>
        <Mark id={id} status="confirmed">
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
          <Mark id={id} status="done">
            <Check aria-hidden className="size-4" />
            Done
          </Mark>
          <Mark id={id} status="no_show">
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
            ? "Its time is free again, and the customer is told."
            : "Its time is free again. The customer is not told."
        }
        confirmLabel="Cancel booking"
        danger
        action={markBooking}
        fields={{ id, status: "cancelled" }}
      />
    </Row>
  );
}

const Row = ({ children }: { children: ReactNode }) => (
  <div className="mt-5 flex flex-wrap items-start gap-2 border-t border-line pt-5">{children}</div>
);

function Mark({ id, status, children }: { id: string; status: BookingState; children: ReactNode }) {
  return (
    <Form action={markBooking} className="flex flex-col items-start gap-2">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="status" value={status} />
      <SubmitButton variant="secondary">{children}</SubmitButton>
      <FormNotice />
    </Form>
  );
}
