import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";

/** The next step of someone who cannot call yet: a phone, and its verification. */
export function PhoneNotice({ member }: { member: Member }) {
  if (member.phone_verified) return null;
  const step = member.personal_phone ? "Verify your phone to call" : "Add your phone to call";
  return (
    <div className="mb-4">
      <Notice title={step}>
        {member.personal_phone
          ? "We call you with a code. "
          : "You talk from your own phone: Ringbook rings it, then connects the customer. "}
        <TextLink href="/settings/profile" className="underline">
          Settings → Profile
        </TextLink>
      </Notice>
    </div>
  );
}
