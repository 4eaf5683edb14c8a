import { PhoneSwitchLater } from "@/components/softphone/later";
import type { Member } from "@/lib/auth/member";
import { usualDevices } from "@/lib/softphone/schema";
import { readCallDevices } from "@/lib/softphone/store";

/** The phone in the browser, for those who take or place calls with it. */
export async function Softphone({ member }: { member: Member }) {
  return <PhoneSwitchLater devices={await devicesOf(member)} userId={member.user_id} />;
}

/** Of every page: those who have chosen nothing cost no query. */
async function devicesOf(member: Member) {
  const chosen = member.call_devices ?? usualDevices;
  if (chosen.rings_on === "phone" && chosen.places_on === "phone") return null;
  const devices = await readCallDevices(member);
  return devices.byTwilio || devices.inRooms ? devices : null;
}
