"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { buyNumber } from "@/lib/numbers/actions";
import { monthly } from "@/lib/numbers/price-words";

type Offered = { number: string; spoken: string; facts: string };

/**
 * Numbers that can be bought, each once its price has been agreed to. The dialog is the list's, so
 * that what it says stays when a number that was sold meanwhile is gone from the list.
 */
export function BuyList({
  numbers,
  country,
  type,
  price,
  isForSale,
}: {
  numbers: Offered[];
  country: string;
  type: string;
  price: { amount: number; currency: string } | undefined;
  /** False while papers are missing. */
  isForSale: boolean;
}) {
  const [chosen, choose] = useState<Offered>();
  const [isOpen, setOpen] = useState(false);
  const agreed = price && { monthly_price: String(price.amount), currency: price.currency };
  return (
    <>
      <ul aria-label="Numbers to buy" className="divide-y divide-line border-t border-line">
        {numbers.map((offered) => (
          <li key={offered.number} className="flex items-center gap-3 px-5 py-3">
            <div className="min-w-0 flex-1">
              <p className="font-medium tabular-nums">{offered.spoken}</p>
              <p className="mt-0.5 text-[13px] text-muted">{offered.facts}</p>
            </div>
            {isForSale && (
              <Button
                aria-haspopup="dialog"
                aria-label={`Buy ${offered.spoken}`}
                onClick={() => {
                  choose(offered);
                  setOpen(true);
                }}
              >
                Buy…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {chosen && (
        <ConfirmDialog
          key={chosen.number}
          open={isOpen}
          onOpenChange={setOpen}
          title={`Buy ${chosen.spoken}?`}
          description={`Twilio charges your account ${monthly(price)} until you release it. Calls and messages to it come to Ringbook immediately.`}
          confirmLabel={price ? `Buy for ${monthly(price)}` : "Buy"}
          action={buyNumber}
          fields={{ number: chosen.number, country, type, ...agreed }}
        />
      )}
    </>
  );
}
