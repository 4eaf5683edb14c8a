import { Ears } from "@/local/carrier/testing/ears";

const pairs = 5;
const seconds = 5;

/** The share of a core, in percent, of one leg's sound: WebRTC and G.711, both ways. */
export async function mediaCost(): Promise<number> {
  const ends: Ears[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const [one, other] = [await Ears.open(), await Ears.open()];
    await one.peer.acceptAnswer(await other.peer.answer(await one.peer.offer()));
    ends.push(one, other);
  }
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  await wait(1000);
  for (const end of ends) end.speak(600);
  await wait(1000);
  const before = process.cpuUsage();
  await wait(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  for (const end of ends) end[Symbol.dispose]();
  return ((user + system) / 1000 / (seconds * 1000) / ends.length) * 100;
}
