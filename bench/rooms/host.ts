import { startCarrier } from "@/local/carrier/carrier";
import { livekitControl } from "@/local/livekit/control";
import { startLivekit } from "@/local/livekit/server";

/** The stand-ins of LiveKit and the carrier in a process of their own, whose CPU is asked for. */
const livekit = await startLivekit({ port: 0 });
const carrier = await startCarrier({ port: 0, sip: livekit.sip });
const project = await livekitControl(livekit.origin).ensureProject({});

process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
process.on("disconnect", () => process.exit(0));
process.send?.({ ...project, origin: livekit.origin, carrier: carrier.origin });
