// Telephone sound (µ-law, 8 kHz) in and out of a page, at the rate of its audio context.
const lineRate = 8_000;
const frameBytes = 160;
/** Samples of the line that are waited for before playing, and kept at most. */
const wanted = 480;
const most = 2_400;
/** How often levels are told: in seconds. */
const levelEvery = 0.05;

const decoded = Float32Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return (bits & 0x80 ? -magnitude : magnitude) / 32_768;
});

function encode(value) {
  const sample = Math.round(Math.max(-1, Math.min(1, value)) * 32_635);
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.abs(sample) + 0x84;
  const exponent = Math.max(0, 24 - Math.clz32(magnitude));
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

class LineSound extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super();
    this.tracks = processorOptions.tracks;
    this.levels = Array.from({ length: this.tracks }, () => 0);
    this.samples = [];
    this.at = 0;
    this.isPlaying = false;
    this.played = 0;
    this.toldAt = 0;
    this.heard = { sum: 0, count: 0, passed: 0, frame: new Uint8Array(frameBytes), length: 0 };
    this.spoken = 0;
    this.port.onmessage = ({ data }) => this.take(new Uint8Array(data));
  }

  /** A moment of each track, one after the other. */
  take(bytes) {
    const length = Math.floor(bytes.length / this.tracks);
    for (let track = 0; track < this.tracks; track++) {
      let sum = 0;
      for (let at = 0; at < length; at++) sum += decoded[bytes[track * length + at]] ** 2;
      const level = Math.sqrt(sum / Math.max(1, length));
      this.levels[track] = Math.max(this.levels[track], level);
    }
    for (let at = 0; at < length; at++) {
      let sample = 0;
      for (let track = 0; track < this.tracks; track++) {
        sample += decoded[bytes[track * length + at]];
      }
      this.samples.push(Math.max(-1, Math.min(1, sample)));
    }
    // What came late is left out: this is heard as it is said.
    if (this.samples.length > most) this.samples.splice(0, this.samples.length - wanted);
  }

  process([input], [output]) {
    if (output[0]) this.play(output[0]);
    if (input?.[0]) this.hear(input[0]);
    if (currentTime - this.toldAt >= levelEvery) this.tell();
    return true;
  }

  play(output) {
    if (!this.isPlaying && this.samples.length >= wanted) this.isPlaying = true;
    const step = lineRate / sampleRate;
    for (let out = 0; out < output.length; out++) {
      const from = Math.floor(this.at);
      if (!this.isPlaying || from + 1 >= this.samples.length) {
        this.isPlaying = false;
        output[out] = 0;
        continue;
      }
      const part = this.at - from;
      output[out] = this.samples[from] * (1 - part) + this.samples[from + 1] * part;
      this.played = Math.max(this.played, Math.abs(output[out]));
      this.at += step;
    }
    const whole = Math.floor(this.at);
    if (whole > 0) {
      this.samples.splice(0, whole);
      this.at -= whole;
    }
  }

  hear(input) {
    const { heard } = this;
    for (const sample of input) {
      heard.sum += sample;
      heard.count += 1;
      heard.passed += lineRate / sampleRate;
      this.spoken = Math.max(this.spoken, Math.abs(sample));
      if (heard.passed < 1) continue;
      heard.frame[heard.length++] = encode(heard.sum / heard.count);
      heard.passed -= 1;
      heard.sum = 0;
      heard.count = 0;
      if (heard.length < frameBytes) continue;
      this.port.postMessage({ sound: heard.frame.buffer }, [heard.frame.buffer]);
      heard.frame = new Uint8Array(frameBytes);
      heard.length = 0;
    }
  }

  /** `played` is what really went out: nothing while too little has come. */
  tell() {
    const { levels, played, spoken } = this;
    this.port.postMessage({ levels, played, spoken });
    this.toldAt = currentTime;
    this.levels = levels.map(() => 0);
    this.played = 0;
    this.spoken = 0;
  }
}

registerProcessor("line-sound", LineSound);
