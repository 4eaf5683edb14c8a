"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import {
  audioChoice,
  chooseAudio,
  subscribeAudio,
  usualAudio,
} from "@/components/softphone/audio-choice";
import { phoneNow, send } from "@/components/softphone/browser-phone";
import { VolumeSlider } from "@/components/softphone/volume-slider";
import { SelectField } from "@/components/ui/select-field";

type Devices = { microphones: MediaDeviceInfo[]; speakers: MediaDeviceInfo[] };

/** What is connected, also when it changes. Without names until the microphone is allowed. */
function useDevices(): Devices {
  const [devices, setDevices] = useState<Devices>({ microphones: [], speakers: [] });
  useEffect(() => {
    const { mediaDevices } = navigator;
    if (!mediaDevices) return;
    const look = async () => {
      const all = await mediaDevices.enumerateDevices().catch(() => []);
      const of = (kind: MediaDeviceKind) =>
        all.filter((each) => each.kind === kind && each.deviceId && each.deviceId !== "default");
      setDevices({ microphones: of("audioinput"), speakers: of("audiooutput") });
    };
    void look();
    mediaDevices.addEventListener("devicechange", look);
    return () => mediaDevices.removeEventListener("devicechange", look);
  }, []);
  return devices;
}

/** Microphone, speaker and volume of calls in this browser; they count at once, also during one. */
export function AudioSelects({ className }: { className?: string }) {
  const { microphones, speakers } = useDevices();
  const choice = useSyncExternalStore(subscribeAudio, audioChoice, usualAudio);

  function choose(change: { microphone?: string; speaker?: string }) {
    chooseAudio(change);
    if (phoneNow().line !== "offline") void send({ kind: "choose", choice: change });
  }

  return (
    <div className={className}>
      <DeviceSelect
        label="Microphone"
        devices={microphones}
        chosen={choice.microphone}
        onChoose={(microphone) => choose({ microphone })}
      />
      {speakers.length > 0 && (
        <DeviceSelect
          label="Speaker"
          devices={speakers}
          chosen={choice.speaker}
          onChoose={(speaker) => choose({ speaker })}
        />
      )}
      <VolumeSlider volume={choice.volume ?? 100} onChoose={(volume) => chooseAudio({ volume })} />
    </div>
  );
}

function DeviceSelect({
  label,
  devices,
  chosen = "",
  onChoose,
}: {
  label: string;
  devices: MediaDeviceInfo[];
  chosen?: string;
  onChoose: (id: string) => void;
}) {
  const isThere = devices.some(({ deviceId }) => deviceId === chosen);
  return (
    <SelectField
      label={label}
      value={isThere ? chosen : ""}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      <option value="">Default of this computer</option>
      {devices.map(({ deviceId, label: name }, nth) => (
        <option key={deviceId} value={deviceId}>
          {name || `${label} ${nth + 1}`}
        </option>
      ))}
    </SelectField>
  );
}
