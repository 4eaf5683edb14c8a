import { BuyList } from "@/components/numbers/buy-list";
import { PapersNotice } from "@/components/numbers/papers-notice";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { Member } from "@/lib/auth/member";
import { countryName } from "@/lib/core/country";
import { AppError } from "@/lib/core/errors";
import { formatPhone } from "@/lib/core/phone";
import type { NumberSearch } from "@/lib/numbers/order-schema";
import { monthly, typeNames } from "@/lib/numbers/price-words";
import { searchNumbers } from "@/lib/numbers/search";
import type { AvailableNumber } from "@/lib/twilio/inventory";

/** Asks Twilio for numbers, and offers to buy each. */
export async function FoundNumbers({ member, wanted }: { member: Member; wanted: NumberSearch }) {
  const found = await searchNumbers(member, wanted).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  if (found instanceof AppError) return <Notice tone="warn">{found.message}</Notice>;
  const { country, numbers, price, papers } = found;
  const kind = `${typeNames[wanted.type]} numbers, ${countryName(country)}`;
  if (numbers.length === 0) {
    return (
      <Notice>
        Twilio has no such numbers right now: {kind}. Try another area, fewer digits or another
        type.
      </Notice>
    );
  }
  return (
    <Card title={kind} description={`Each ${monthly(price)}, before taxes.`} flush>
      <PapersNotice papers={papers} country={country} />
      <BuyList
        numbers={numbers.map((number) => ({
          number: number.number,
          spoken: formatPhone(number.number, member.tenant.country_code),
          facts: described(number),
        }))}
        country={country}
        type={wanted.type}
        price={price}
        isForSale={papers.kind !== "missing"}
      />
    </Card>
  );
}

function described({ locality, region, capabilities }: AvailableNumber): string {
  const place = [locality, region].filter(Boolean).join(", ");
  const can = [
    capabilities.voice && "calls",
    capabilities.sms && "texts",
    capabilities.mms && "pictures",
  ];
  return [place, can.filter(Boolean).join(", ")].filter(Boolean).join(" · ");
}
