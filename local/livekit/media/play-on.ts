import { MediaStream, MediaStreamTrack, type RTCRtpTransceiver } from "werift";
import type { Track } from "@/local/livekit/rooms/track";

/**
 * Plays a track on a section of the connection that is free; gives the way to stop. A browser knows
 * it by the name of its stream: whose it is, and which.
 */
export function playOn(transceiver: RTCRtpTransceiver, track: Track): () => void {
  const out = new MediaStreamTrack({ kind: "audio", id: track.sid });
  const stream = new MediaStream({ id: `${track.owner.sid}|${track.sid}` });
  stream.addTrack(out);
  transceiver.setDirection("sendonly");
  transceiver.sender.setStreams([stream]);
  transceiver.sender.registerTrack(out);
  // Another's packets may have gone this way before, with numbers of their own.
  transceiver.sender.replaceRTP({ sequenceNumber: 0, timestamp: 0 });
  const stop = track.listen((packet) => {
    const own = packet.clone();
    // The speaker's connection numbers these otherwise; the listener's writes its own.
    own.header.extensions = [];
    out.writeRtp(own);
  });
  return () => {
    stop();
    transceiver.setDirection("inactive");
  };
}
