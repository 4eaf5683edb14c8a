import { PhoneSwitchLater } from "@/components/softphone/later";
import type { Member } from "@/lib/auth/member";
import { readCallDevices } from "@/lib/softphone/store";

/** The phone in the browser, for those who take or place calls with it; nothing for the others. */
export async function Softphone({ member }: { member: Member }) {
  const { isOffered, rings_on, places_on } = await readCallDevices(member);
  if (!isOffered || (rings_on === "phone" && places_on === "phone")) return null;
  return <PhoneSwitchLater devices={{ rings_on, places_on }} userId={member.user_id} />;
}
