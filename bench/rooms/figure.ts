import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { dispose } from "@livekit/rtc-node";
import { z } from "zod";
import type { Bench, Figure, Row } from "@/bench/figure";
import { carrierControl } from "@/local/carrier/control";
import { startApp } from "@/local/carrier/testing/app";
import { clientsOf } from "@/local/livekit/testing/clients";
import { Person } from "@/local/livekit/testing/person";
import { inProject } from "@/local/project";

const rooms = 10;
const seconds = 10;
const number = "+12065550100";
/** LiveKit's client gives what it hears in pieces of 10 ms. */
const samplesPerSecond = 8000;

const Host = z.object({
  ...{ key: z.string(), secret: z.string(), url: z.string() },
  ...{ origin: z.string(), carrier: z.string() },
});
const Cpu = z.object({ cpu: z.object({ user: z.number(), system: z.number() }) });

/** Seconds of CPU so far. */
async function cpuOf(host: ChildProcess): Promise<number> {
  host.send({});
  const [said] = await once(host, "message");
  const { cpu } = Cpu.parse(said);
  return (cpu.user + cpu.system) / 1e6;
}

/** Calls in, and gives the room of each caller once all are there. */
async function callAll({ origin, carrier, ...project }: z.infer<typeof Host>, voiceUrl: string) {
  const { sip, rooms: service } = clientsOf(origin, project);
  const trunk = await sip.createSipInboundTrunk("bench", [number]);
  const trunkIds = [trunk.sipTrunkId];
  await sip.createSipDispatchRule({ type: "individual", roomPrefix: "call" }, { trunkIds });
  const control = carrierControl(carrier);
  const numbers = [{ phoneNumber: number, voiceUrl }];
  const { sid } = await control.ensureAccount({ friendlyName: "Bench", clock: "real", numbers });
  for (let index = 0; index < rooms; index++) {
    await control.handset(sid, `+1303555014${index}`).dial(number);
  }
  for (;;) {
    const there = await service.listRooms();
    if (there.length === rooms) return there.map(({ name }) => name);
    await pause(100);
  }
}

/** Ten callers and who answers them, each in a room, both talking all the time. */
async function run({ interrupted }: Bench): Promise<Row[]> {
  const host = fork(inProject("bench/rooms/host.ts"), { execArgv: ["--import", "tsx"] });
  const [said] = await once(host, "message");
  const facts = Host.parse(said);
  const app = await startApp();
  app.on("/answer", `<Response><Dial><Sip>sip:${number}@sip.localhost</Sip></Dial></Response>`);
  const people: Person[] = [];
  try {
    for (const room of await callAll(facts, `${app.origin}/answer`)) {
      interrupted.throwIfAborted();
      const token = await clientsOf(facts.origin, facts).token("rep", { roomJoin: true, room });
      people.push(await Person.join(facts.url, token, 1000));
    }
    await pause(2000);
    const cpuBefore = await cpuOf(host);
    const heardBefore = people.map(({ samples }) => samples);
    const from = performance.now();
    await pause(seconds * 1000);
    const took = (performance.now() - from) / 1000;
    const cpu = ((await cpuOf(host)) - cpuBefore) / took;
    const heard = people.map(({ samples }, at) => samples - (heardBefore[at] ?? 0));
    const worst = Math.min(...heard) / (took * samplesPerSecond);
    const audible = people.filter((person) => person.levelAt(440) > 0.05).length;
    const figure = `LiveKit's stand-in, ${rooms} rooms with a caller each`;
    return [
      {
        ...{ figure: `${figure}: CPU of one core`, value: `${Math.round(cpu * 100)} %` },
        ...{ floor: "", ratio: "", goal: "≤ 100 %", met: cpu <= 1 },
      },
      {
        ...{ figure: `${figure}: callers who are heard`, value: `${audible} of ${rooms}` },
        ...{ floor: "", ratio: "", goal: "all", met: audible === rooms },
      },
      {
        ...{ figure: `${figure}: sound of the worst`, value: `${Math.round(worst * 100)} %` },
        ...{ floor: "", ratio: "", goal: "≥ 95 %", met: worst >= 0.95 },
      },
    ];
  } finally {
    for (const person of people) await person[Symbol.asyncDispose]();
    await dispose();
    host.kill();
    await app.close();
  }
}

export const roomsFigure: Figure = { name: "rooms", run };
