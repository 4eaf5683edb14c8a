import { DevicesForm } from "@/components/softphone/devices-form";
import { SoundCheck } from "@/components/softphone/sound-check";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { atLeast, type Member } from "@/lib/auth/member";
import { readCallDevices } from "@/lib/softphone/store";
import { askAnAdmin } from "@/lib/team/admins";

/** Phone, browser or both; and the microphone and speaker of this computer. */
export async function CallDevicesCards({ member }: { member: Member }) {
  const { byTwilio, inRooms, ...devices } = await readCallDevices(member);
  if (!byTwilio && !inRooms) {
    const isAdmin = atLeast(member, "admin");
    return (
      <Card
        title="Where calls reach you"
        description={
          isAdmin
            ? "On your phone. Turn on browser calls to talk with a headset here."
            : `On your phone. To talk with a headset here, browser calls have to be turned on. ${await askAnAdmin(member)}`
        }
        actions={isAdmin && <LinkButton href="/settings/twilio#browser-calls">Set up</LinkButton>}
      />
    );
  }
  return (
    <>
      <Card title="Where calls reach you">
        <DevicesForm {...devices} />
      </Card>
      {(devices.rings_on !== "phone" || devices.places_on !== "phone") && (
        <div id="microphone" className="scroll-mt-6">
          <Card
            title="Microphone and speaker"
            description="Of this computer, remembered in this browser."
          >
            <SoundCheck />
          </Card>
        </div>
      )}
    </>
  );
}
