/** What takes less of the processor is not looked at further: it keeps nobody waiting, however it grows. */
const FEW_MS = 30
/** The processor's time is told in steps of some milliseconds: so long is measured in all. */
const MEASURED_MS = 24
const TRIES = 2
export const LENGTHS = [750, 3000] as const
/** A text that is four times as long may take four times as long; with the square of its length it takes sixteen times. */
const MOST = 9

/**
 * Whether work on a text grows faster than the text, told by the time of the processor that this thread alone took, the least
 * of several tries: what else runs on the machine changes nothing of it.
 */
export function growsTooFast(run: () => unknown, runShort: () => unknown): boolean {
  const first = msOf(run)
  if (first < FEW_MS || first <= MOST * msPerRun(runShort)) return false
  const [long, short] = [run, runShort].map(again =>
    Math.min(...Array.from({ length: TRIES }, () => msPerRun(again))),
  ) as [number, number]
  return long >= FEW_MS && long > MOST * short
}

function msPerRun(run: () => unknown): number {
  for (let runs = 1; ; runs *= 2) {
    const ms = msOf(() => {
      for (let again = 0; again < runs; again += 1) run()
    })
    if (ms >= MEASURED_MS) return ms / runs
  }
}

function msOf(run: () => unknown): number {
  const before = process.threadCpuUsage()
  run()
  return process.threadCpuUsage(before).user / 1000
}
