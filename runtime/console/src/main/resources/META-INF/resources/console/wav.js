// WAV files.

const HEADER = 44;

/** Samples from -1 to 1 of one channel as a WAV file of 16 bits each. */
export function wav(samples, hertz) {
  const bytes = new DataView(new ArrayBuffer(HEADER + 2 * samples.length));
  const name = (at, letters) => [...letters].forEach((l, i) => bytes.setUint8(at + i, l.charCodeAt(0)));
  name(0, "RIFF");
  bytes.setUint32(4, HEADER - 8 + 2 * samples.length, true);
  name(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true); // integers
  bytes.setUint16(22, 1, true); // channels
  bytes.setUint32(24, hertz, true);
  bytes.setUint32(28, 2 * hertz, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  name(36, "data");
  bytes.setUint32(40, 2 * samples.length, true);
  samples.forEach((s, i) => bytes.setInt16(HEADER + 2 * i, Math.round(32767 * Math.max(-1, Math.min(1, s))), true));
  return bytes.buffer;
}
