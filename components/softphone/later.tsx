"use client";

import dynamic from "next/dynamic";
import { useEffect, useSyncExternalStore } from "react";
import { AnswerElsewhere } from "@/components/softphone/answer-elsewhere";
import {
  type Devices,
  isEnabled,
  isEnabledOnServer,
  noteCallDevices,
  subscribeEnabled,
} from "@/components/softphone/enabled";
import { useRoomsHere } from "@/components/softphone/use-rooms-here";

const parts = () => import("@/components/softphone/parts");
const Switch = dynamic(() => parts().then((file) => file.PhoneSwitch), {
  ssr: false,
  loading: () => <span className="block min-h-11 md:min-h-9" />,
});
const Strip = dynamic(() => parts().then((file) => file.PhoneStrip), { ssr: false });
const Answer = dynamic(() => parts().then((file) => file.AnswerButton), { ssr: false });
const Asked = dynamic(() => parts().then((file) => file.AnswerAsked), { ssr: false });
const Controls = dynamic(() => parts().then((file) => file.TalkControls), { ssr: false });

/** The switch of somebody whose browser is a phone, by a script that comes after the page. */
export function PhoneSwitchLater({
  devices,
  roomsUrl,
  userId,
}: {
  /** Null for those who talk on their phones. */
  devices: Devices | null;
  /** Where the company's rooms are; null where it has none. */
  roomsUrl: string | null;
  userId: string;
}) {
  useRoomsHere(roomsUrl);
  const key = JSON.stringify(devices);
  useEffect(() => {
    noteCallDevices(JSON.parse(key));
    return () => noteCallDevices(null);
  }, [key]);
  return devices && <Switch userId={userId} />;
}

const useEnabled = () => useSyncExternalStore(subscribeEnabled, isEnabled, isEnabledOnServer);

export function PhoneStripLater() {
  return useEnabled() ? <Strip /> : null;
}

export function AnswerButtonLater({
  callId,
  saysWhere = false,
}: {
  callId: string;
  saysWhere?: boolean;
}) {
  if (useEnabled()) return <Answer callId={callId} saysWhere={saysWhere} />;
  return saysWhere ? <AnswerElsewhere /> : null;
}

export function AnswerAskedLater({ callId }: { callId: string }) {
  return useEnabled() ? <Asked callId={callId} /> : null;
}

export function TalkControlsLater({ callId }: { callId: string }) {
  return useEnabled() ? <Controls callId={callId} /> : null;
}
