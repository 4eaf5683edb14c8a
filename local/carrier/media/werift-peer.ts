import {
  CipherContext,
  HashAlgorithm,
  MediaStreamTrack,
  NamedCurveAlgorithm,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtpHeader,
  RtpPacket,
  SignatureAlgorithm,
} from "werift";
import { withoutWideKeys } from "@/local/carrier/media/narrow-keys";
import type { Peer, Received } from "@/local/carrier/media/peer";

const PCMU = 0;
/** As a Twilio gateway numbers it. */
const TELEPHONE_EVENT = 126;
const KEYS = "0123456789*#ABCD";

/** Opens a peer; `hear` gets what comes in. */
export async function openWeriftPeer(hear: (received: Received) => void): Promise<Peer> {
  const connection = new RTCPeerConnection({
    codecs: {
      audio: [codec("audio/PCMU", PCMU), codec("audio/telephone-event", TELEPHONE_EVENT, "0-16")],
    },
    iceServers: [],
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: ["127.0.0.1"],
    // A browser shakes hands anew after an ICE restart only if the certificate is another one.
    dtls: {
      keys: await CipherContext.createSelfSignedCertificateWithKey(
        { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
        NamedCurveAlgorithm.secp256r1_23,
      ),
    },
  });
  const track = new MediaStreamTrack({ kind: "audio" });
  connection.addTransceiver(track, { direction: "sendrecv" });
  connection.onTrack.subscribe((remote) => {
    remote.onReceiveRtp.subscribe(({ header, payload }) => {
      if (header.payloadType === PCMU) hear({ kind: "sound", frame: payload });
      else if (payload.length === 4) {
        const key = KEYS[payload[0] ?? KEYS.length];
        if (key !== undefined) hear({ kind: "key", key, press: header.timestamp });
      }
    });
  });
  let sequenceNumber = 0;
  let timestamp = 0;

  const localSdp = () => connection.localDescription?.sdp ?? "";
  return {
    async offer() {
      await connection.setLocalDescription(await connection.createOffer());
      return localSdp();
    },
    async acceptAnswer(sdp) {
      needPcmu(sdp);
      await connection.setRemoteDescription({ type: "answer", sdp });
    },
    async answer(sdp) {
      needPcmu(sdp);
      await connection.setRemoteDescription({ type: "offer", sdp: withoutWideKeys(sdp) });
      await connection.setLocalDescription(await connection.createAnswer());
      return localSdp();
    },
    send(frame) {
      const header = new RtpHeader({ payloadType: PCMU, sequenceNumber, timestamp, ssrc: 1 });
      sequenceNumber = (sequenceNumber + 1) & 0xffff;
      timestamp = (timestamp + frame.length) >>> 0;
      track.writeRtp(new RtpPacket(header, Buffer.from(frame)));
    },
    close() {
      connection.close().catch(() => {});
    },
  };
}

function codec(mimeType: string, payloadType: number, parameters?: string) {
  return new RTCRtpCodecParameters({
    mimeType,
    payloadType,
    clockRate: 8000,
    channels: 1,
    ...(parameters !== undefined && { parameters }),
  });
}

/** The library takes any text for a description, and then nothing is heard. */
function needPcmu(sdp: string): void {
  if (!/^m=audio \d+ \S+(?: \d+)*? 0\b/m.test(sdp)) throw new Error("PCMU is not described");
}
