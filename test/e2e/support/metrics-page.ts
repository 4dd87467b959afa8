import { isDeepStrictEqual } from 'node:util'
import { vi } from 'vitest'

/** The numbers of `/metrics`, by name and the values of their labels: `turns answer`, `model_calls study ok`. */
export async function readMetrics(port: string): Promise<ReadonlyMap<string, number>> {
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const samples = page.matchAll(/^keepsake_(?<name>\w+?)(?:_total)?(?:\{(?<labels>.*)\})? (?<value>\S+)$/gmu)
  return new Map(samples.map(({ groups = {} }) => [nameOf(groups), Number(groups['value'])]))
}

/** The numbers of the page by these names, when they are as expected, or after a while as they are. */
export async function readNumbers(
  port: string,
  expected: Readonly<Record<string, number>>,
): Promise<Record<string, unknown>> {
  let found: Record<string, unknown> = {}
  async function look() {
    const metrics = await readMetrics(port)
    found = Object.fromEntries(Object.keys(expected).map(name => [name, metrics.get(name)]))
    if (!isDeepStrictEqual(found, expected)) throw new Error('It is not so yet.')
  }
  await vi.waitFor(look, { timeout: 20_000, interval: 100 }).catch(() => undefined)
  return found
}

function nameOf({ name = '', labels = '' }: Readonly<Record<string, string>>): string {
  return [name, ...labels.matchAll(/"(.*?)"/gu).map(([, value]) => value)].join(' ')
}
