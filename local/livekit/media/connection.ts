import {
  type MediaStreamTrack,
  type RTCDataChannel,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RTCRtpHeaderExtensionParameters,
  type RTCRtpTransceiver,
  type RtpPacket,
} from "werift";
import { z } from "zod";

/** What Chromium calls Opus. */
export const OPUS = 111;
const VP8 = 96;
const SECTION = "urn:ietf:params:rtp-hdrext:sdes:mid";
const AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
/** As loud as this a level means nothing at all (RFC 6464). */
const SILENT = 127;
const LOOPBACK = "127.0.0.1";

type On = {
  candidate(init: string): void;
  connected(): void;
  /** It has ended, or nothing comes through any more. */
  lost(): void;
  track?(remote: MediaStreamTrack, transceiver: RTCRtpTransceiver): void;
  /** The browser has opened a channel, and sends a packet by one. */
  opened?(channel: RTCDataChannel): void;
  data?(packet: Uint8Array): void;
};

/** One end of a WebRTC connection that carries Opus, on this machine only. */
export function openConnection(on: On): RTCPeerConnection {
  const connection = new RTCPeerConnection({
    codecs: {
      audio: [
        new RTCRtpCodecParameters({
          mimeType: "audio/opus",
          payloadType: OPUS,
          clockRate: 48_000,
          channels: 2,
          parameters: "minptime=10;useinbandfec=1",
        }),
      ],
      // Nothing is seen here. But Chromium offers to receive it, and a section that is refused
      // instead of left unused is in the way of its next offer.
      video: [
        new RTCRtpCodecParameters({ mimeType: "video/VP8", payloadType: VP8, clockRate: 90_000 }),
      ],
    },
    headerExtensions: {
      audio: [SECTION, AUDIO_LEVEL].map((uri) => new RTCRtpHeaderExtensionParameters({ uri })),
      video: [],
    },
    bundlePolicy: "max-bundle",
    iceServers: [],
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: [LOOPBACK],
    iceInterfaceAddresses: { udp4: LOOPBACK },
  });
  connection.onIceCandidate.subscribe((candidate) => {
    if (candidate) on.candidate(JSON.stringify(candidate.toJSON()));
  });
  connection.connectionStateChange.subscribe((state) => {
    if (state === "connected") on.connected();
    else if (state === "failed" || state === "closed" || state === "disconnected") on.lost();
  });
  connection.onTrack.subscribe((remote) => {
    const transceiver = connection
      .getTransceivers()
      .find(({ receiver }) => receiver.track === remote);
    if (transceiver) on.track?.(remote, transceiver);
  });
  connection.onDataChannel.subscribe((channel) => {
    on.opened?.(channel);
    channel.onMessage.subscribe((message) => {
      if (typeof message !== "string") on.data?.(new Uint8Array(message));
    });
  });
  return connection;
}

/**
 * Adds a browser's address. One that it hides by a name of mDNS is learnt from its first packet
 * instead: looking the name up takes five seconds, for nothing.
 */
export async function addCandidate(connection: RTCPeerConnection, init: string): Promise<void> {
  const candidate = Candidate.parse(JSON.parse(init));
  if (!candidate.candidate || /\S+\.local /.test(candidate.candidate)) return;
  await connection.addIceCandidate(candidate);
}

const Candidate = z.object({
  candidate: z.string().default(""),
  sdpMid: z
    .string()
    .nullish()
    .transform((mid) => mid ?? undefined),
  sdpMLineIndex: z
    .number()
    .nullish()
    .transform((index) => index ?? undefined),
});

/** Each packet with how loud it is (0 to 1), which browsers write beside it. */
export function onPacket(
  remote: MediaStreamTrack,
  take: (packet: RtpPacket, level: number | undefined) => void,
): void {
  remote.onReceiveRtp.subscribe((packet, extensions) => {
    const decibels: unknown = extensions?.[AUDIO_LEVEL]?.level;
    if (typeof decibels !== "number") take(packet, undefined);
    else take(packet, decibels >= SILENT ? 0 : 10 ** (-decibels / 20));
  });
}
