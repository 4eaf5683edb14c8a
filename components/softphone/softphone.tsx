import { PhoneSwitchLater } from "@/components/softphone/later";
import type { Member } from "@/lib/auth/member";
import { usualDevices } from "@/lib/softphone/schema";
import { readCallDevices } from "@/lib/softphone/store";

/** The phone in the browser, for those who take or place calls with it. */
export async function Softphone({ member }: { member: Member }) {
  const { user_id: userId, tenant } = member;
  const devices = await devicesOf(member);
  return <PhoneSwitchLater devices={devices} roomsUrl={tenant.rooms_url} userId={userId} />;
}

/** Of every page: those who have chosen nothing cost no query. */
async function devicesOf(member: Member) {
  const chosen = member.call_devices ?? usualDevices;
  if (chosen.rings_on === "phone" && chosen.places_on === "phone") return null;
  const devices = await readCallDevices(member);
  return devices.byTwilio || devices.inRooms ? devices : null;
}
