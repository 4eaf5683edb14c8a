import type { LocalAudioTrack, Room, TrackPublication } from "livekit-client";
import { readSample, type Sound, warningsOf } from "@/components/rooms/room-sound";
import { noteLevels } from "@/components/softphone/levels";
import { measureLeg } from "@/components/softphone/measure";

const everyMs = 250;
const samplesEvery = 4;

/** Draws how loud both sides are, and reports how the stay in a room sounds, until it is over. */
export function measureRoom(
  room: Room,
  microphone: LocalAudioTrack | null,
  { warned }: { warned: (name: string, isBad: boolean) => void },
): { stop(): void } {
  const leg = measureLeg(() => room.localParticipant.sid);
  let before: Sound | undefined;
  let bad: readonly string[] = [];
  let nth = 0;
  let isReading = false;

  async function look() {
    if (isReading || room.state !== "connected") return;
    isReading = true;
    const tracks = [...room.remoteParticipants.values()]
      .flatMap((one) => [...one.audioTrackPublications.values()])
      .flatMap(({ track }: TrackPublication) => track ?? []);
    const [own, ...theirs] = await Promise.all(
      [microphone, ...tracks].map((track) => track?.getRTCStatsReport().catch(() => undefined)),
    );
    isReading = false;
    const sound = readSample(own, theirs);
    noteLevels(sound.said, sound.heard);
    nth += 1;
    if (nth % samplesEvery !== 0) return;
    if (before) note(sound, before);
    before = sound;
  }

  function note(sound: Sound, last: Sound) {
    const { sample, warnings } = warningsOf(sound, last);
    leg.add(sample);
    for (const name of warnings) {
      leg.warn(name);
      if (!bad.includes(name)) warned(name, true);
    }
    for (const name of bad) if (!warnings.includes(name)) warned(name, false);
    bad = warnings;
  }

  const timer = setInterval(() => void look(), everyMs);
  return {
    stop() {
      clearInterval(timer);
      noteLevels(0, 0);
      leg.end();
    },
  };
}
