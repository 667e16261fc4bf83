/**
 * A bound on time for a test that looks for work that runs away, where a slip costs not twice the time but a thousand
 * times. It is stretched by how much slower than usual this machine is just now, and never made shorter: how quick
 * something is, the benchmark tells.
 *
 * @param millis milliseconds on an idle machine with two cores of 2.6 GHz
 */
export function atThisPace(millis: number): number {
  return millis * Math.max(1, workTakes() / USUAL);
}

/** Milliseconds that the work below takes on such a machine. */
const USUAL = 60;

/** Memory is touched and given back: that, and not counting, is what gets slow where others use the machine. */
function workTakes(): number {
  const started = performance.now();
  let lines = 0;
  for (let round = 0; round < 4; round++) {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ index, name: `row ${index}`, tags: [round, index] }));
    lines += (JSON.parse(JSON.stringify(rows)) as unknown[]).length;
  }
  if (lines !== 80_000) throw new Error('the work is another one');
  return performance.now() - started;
}
