import { PhoneSwitchLater } from "@/components/softphone/later";
import type { Member } from "@/lib/auth/member";
import { readCallDevices, readDevices } from "@/lib/softphone/store";

/** The phone in the browser, for those who take or place calls with it; nothing for the others. */
export async function Softphone({ member }: { member: Member }) {
  // Of every page: those who have chosen nothing cost one query.
  const chosen = await readDevices(member);
  if (chosen.rings_on === "phone" && chosen.places_on === "phone") return null;
  const { isOffered, ...devices } = await readCallDevices(member);
  return isOffered ? <PhoneSwitchLater devices={devices} userId={member.user_id} /> : null;
}
