import { NoCallButton } from "@/components/do-not-call/no-call-button";
import { atLeast, type Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import type { ListedNumber } from "@/lib/do-not-call/store";
import { listedSentence } from "@/lib/do-not-call/words";

/** What stands in place of the phone icon of a number on the do-not-call list. */
export function ListedButton({ listed, member }: { listed: ListedNumber; member: Member }) {
  const { country_code, time_zone } = member.tenant;
  return (
    <NoCallButton
      number={listed.number}
      spoken={formatPhone(listed.number, country_code)}
      why={listedSentence(listed, formatWhen(listed.created_at, time_zone))}
      canChange={atLeast(member, "manager")}
    />
  );
}
