import type { Metadata } from "next";
import { HoursForm } from "@/components/availability/hours-form";
import { DefaultNumberForm } from "@/components/settings/default-number-form";
import { FurtherPhones } from "@/components/settings/further-phones";
import { PasswordForm } from "@/components/settings/password-form";
import { PersonalPhoneForm } from "@/components/settings/personal-phone-form";
import { PhoneVerification } from "@/components/settings/phone-verification";
import { WrapUpForm } from "@/components/settings/wrap-up-form";
import { CallDevicesCards } from "@/components/softphone/call-devices-cards";
import { RingOrderCard } from "@/components/softphone/ring-order-card";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import { readMyDefaultNumber } from "@/lib/account/store";
import { requireMember } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { readCallerIds } from "@/lib/numbers/caller-id-store";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { verificationState } from "@/lib/phones/decide";
import { listFurther } from "@/lib/phones/further";
import { readLastVerification } from "@/lib/phones/store";
import { rename } from "@/lib/profile/actions";
import { readRingOrder } from "@/lib/softphone/ring-order";
import { usualDevices } from "@/lib/softphone/schema";
import { ownDevices } from "@/lib/softphone/turns";
import { askAnAdmin } from "@/lib/team/admins";
import { roleWords } from "@/lib/team/words";
import { readWrapUpPrompt } from "@/lib/wrapups/prompt";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const member = await requireMember();
  const { db, name, email, role, personal_phone, phone_verified, tenant } = member;
  const phone = personal_phone && formatPhone(personal_phone, tenant.country_code);
  const [further, numbers, callerIds, chosen, prompts, order] = await Promise.all([
    listFurther(member),
    listPhoneNumbers(db, tenant.id),
    readCallerIds(db, tenant.id, { verified: true }),
    readMyDefaultNumber(db, member),
    readWrapUpPrompt(member),
    readRingOrder(member),
  ]);
  const { rings_on } = member.call_devices ?? usualDevices;
  const devices = ownDevices(personal_phone, further, rings_on, (own) =>
    formatPhone(own, tenant.country_code),
  );
  const isVerified = phone_verified && further.every(({ verified_at }) => verified_at);
  const verification = isVerified ? null : await readLastVerification(db, member);
  const first = { phone: personal_phone, verified: phone_verified };
  const state = verificationState(first, verification, new Date());
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Your phone"
        description="Calls ring here: you answer, press 1, and are connected."
        actions={
          phone && (
            <Badge tone={phone_verified ? "ok" : "warn"}>
              {phone_verified ? "Verified" : "Not verified"}
            </Badge>
          )
        }
      >
        <PersonalPhoneForm phone={phone} stored={personal_phone} hasOthers={further.length > 0} />
        {phone && !phone_verified && (
          <div className="mt-5 border-t border-line pt-5">
            {numbers.length > 0 ? (
              <PhoneVerification phone={phone} state={state} />
            ) : (
              <Notice tone="warn" title="Your company needs a number first">
                We call you from it to verify your phone.{" "}
                {role === "admin" ? (
                  <TextLink href="/settings/numbers" className="underline">
                    Add a phone number
                  </TextLink>
                ) : (
                  `${await askAnAdmin(member)} Then come back here.`
                )}
              </Notice>
            )}
          </div>
        )}
      </Card>
      {(personal_phone || further.length > 0) && (
        <FurtherPhones
          phones={further}
          verification={verification}
          country={tenant.country_code}
          hasNumber={numbers.length > 0}
        />
      )}
      <CallDevicesCards member={member} />
      {devices.length > 1 && <RingOrderCard devices={devices} order={order} />}
      {numbers.length + callerIds.length > 1 && (
        <Card title="Your calls" description="What customers see when you call them.">
          <DefaultNumberForm
            numbers={numbers}
            callerIds={callerIds}
            chosen={chosen}
            country={tenant.country_code}
          />
        </Card>
      )}
      <Card title="Working hours">
        <HoursForm hours={member.own_hours} timeZone={tenant.time_zone} />
      </Card>
      <Card title="After a call">
        <WrapUpForm prompts={prompts} />
      </Card>
      <Card
        title="Notifications"
        description="Incoming calls, missed calls, mentions, tasks: by browser, sound and email."
        actions={<LinkButton href="/settings/notifications">Choose</LinkButton>}
      />
      <Card title="You" description={`${email} · ${roleWords[role].name} at ${tenant.name}`}>
        <Form action={rename} loaded={{ name }}>
          <TextField
            label="Name"
            name="name"
            autoComplete="name"
            defaultValue={name}
            maxLength={80}
            className="max-w-sm"
            required
          />
          <FormNotice />
          <SubmitButton variant="secondary" className="self-start">
            Save name
          </SubmitButton>
        </Form>
      </Card>
      <Card title="Password">
        <PasswordForm email={email} />
      </Card>
    </div>
  );
}
