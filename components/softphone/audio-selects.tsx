"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import {
  type AudioChoice,
  audioChoice,
  chooseAudio,
  subscribeAudio,
  usualAudio,
} from "@/components/softphone/audio-choice";
import { phoneNow, send } from "@/components/softphone/browser-phone";
import { Field } from "@/components/ui/field";
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

  function choose(change: AudioChoice) {
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
      <Volume volume={choice.volume ?? 1} onChoose={(volume) => choose({ volume })} />
    </div>
  );
}

function Volume({ volume, onChoose }: { volume: number; onChoose: (volume: number) => void }) {
  const percent = Math.round(volume * 100);
  return (
    <Field label="Volume">
      {(control) => (
        <input
          {...control}
          type="range"
          min={0}
          max={100}
          step={5}
          value={percent}
          aria-valuetext={`${percent}%`}
          onChange={({ currentTarget }) => onChoose(currentTarget.valueAsNumber / 100)}
          className="h-9 w-full cursor-pointer accent-accent"
        />
      )}
    </Field>
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
