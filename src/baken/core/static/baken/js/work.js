/* A worker: finds the number with which SHA-256 of "challenge:number" begins with enough zero bits. */
const K = [], START = [];
for (let n = 2; K.length < 64; n++) {
  let prime = true;
  for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
  if (!prime) continue;
  const part = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  if (START.length < 8) START.push(part(Math.sqrt(n)));
  K.push(part(Math.cbrt(n)));
}

/* The first 32 bits of the digest of an ASCII text: they are all that is asked for. */
function first(text) {
  const bytes = text.length, words = new Int32Array(((bytes + 8) >> 6) * 16 + 16), w = new Int32Array(64);
  for (let i = 0; i < bytes; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8);
  words[bytes >> 2] |= 0x80 << (24 - (bytes & 3) * 8);
  words[words.length - 1] = bytes * 8;
  let h = START.slice();
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d, e, f, g, z] = h;
    for (let i = 0; i < 64; i++) {
      if (i < 16) w[i] = words[block + i];
      else {
        const x = w[i - 15], y = w[i - 2];
        w[i] = (w[i - 16] + w[i - 7] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
      }
      const t = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const u = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      z = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
    }
    h = [a, b, c, d, e, f, g, z].map((x, i) => (x + h[i]) | 0);
  }
  return h[0] >>> 0;
}

onmessage = ({ data: { challenge, bits } }) => {
  const limit = 2 ** (32 - bits);
  for (let n = 0; ; n++) if (first(`${challenge}:${n}`) < limit) return postMessage(String(n));
};
