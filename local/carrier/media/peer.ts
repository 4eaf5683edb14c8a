/** What a peer has received: 20 ms of PCMU, or a key that is pressed. */
export type Received =
  | { kind: "sound"; frame: Uint8Array }
  /** `press` is the same in every packet of one press. */
  | { kind: "key"; key: string; press: number };

/** One end of a WebRTC connection that carries PCMU both ways. */
export type Peer = {
  offer(): Promise<string>;
  acceptAnswer(sdp: string): Promise<void>;
  answer(sdp: string): Promise<string>;
  send(frame: Uint8Array): void;
  close(): void;
};

export type OpenPeer = (hear: (received: Received) => void) => Promise<Peer>;
