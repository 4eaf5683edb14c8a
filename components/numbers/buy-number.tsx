import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { buyNumber } from "@/lib/numbers/actions";
import { monthly } from "@/lib/numbers/order-words";
import type { NumberType } from "@/lib/twilio/number-types";
import type { MonthlyPrice } from "@/lib/twilio/pricing";

/** Buys one number, once its price has been agreed to. */
export function BuyNumber({
  number,
  spoken,
  country,
  type,
  price,
}: {
  number: string;
  spoken: string;
  country: string;
  type: NumberType;
  price: MonthlyPrice | undefined;
}) {
  const agreed = price && { monthly_price: String(price.amount), currency: price.currency };
  return (
    <ConfirmDialog
      trigger={<Button aria-label={`Buy ${spoken}`}>Buy…</Button>}
      title={`Buy ${spoken}?`}
      description={`Twilio charges your account ${monthly(price)} until you release it. Calls and messages to it come to Ringbook at once.`}
      confirmLabel={price ? `Buy for ${monthly(price)}` : "Buy"}
      action={buyNumber}
      fields={{ number, country, type, ...agreed }}
    />
  );
}
