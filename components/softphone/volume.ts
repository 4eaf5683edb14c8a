import { audioChoice, subscribeAudio } from "@/components/softphone/audio-choice";

/** How loud the other side was chosen to be, 0 to 1, as an element's volume is. */
export const chosenVolume = () => (audioChoice().volume ?? 100) / 100;

type Sound = { volume: number };

/** Keeps what plays the other side as loud as was chosen, in whichever tab, until it is stopped. */
export function keepVolume() {
  const playing = new Set<Sound>();
  const apply = () => {
    for (const sound of playing) sound.volume = chosenVolume();
  };
  const stop = subscribeAudio(apply);
  return {
    add(sound: Sound) {
      playing.add(sound);
      sound.volume = chosenVolume();
    },
    stop() {
      stop();
      playing.clear();
    },
  };
}
