import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Seconds between two looks at the bot, and between two points of a curve. */
const STEP_SECONDS = 2
const READY_WITHIN_MS = 60_000

/** One curve: its labels, and pairs of a time in seconds since 1970 and a number as text. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>
  readonly values: readonly (readonly [number, string])[]
}

export interface Prometheus {
  /** Everything that a query tells, from a time (in seconds since 1970) until now. Throws where the query is wrong. */
  ask(query: string, from: number): Promise<readonly Series[]>
  stop(): Promise<void>
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Starts the Prometheus on PATH, which reads the metrics at a port of 127.0.0.1. @param folder where it keeps them */
export async function startPrometheus(folder: string, metricsPort: number): Promise<Prometheus> {
  const config = {
    global: { scrape_interval: `${STEP_SECONDS}s` },
    scrape_configs: [{ job_name: 'keepsake', static_configs: [{ targets: [`127.0.0.1:${metricsPort}`] }] }],
  }
  await mkdir(folder, { recursive: true })
  // JSON is YAML as well.
  await writeFile(join(folder, 'prometheus.json'), JSON.stringify(config))
  const url = `http://127.0.0.1:${await freePort()}`
  const child = spawn(
    'prometheus',
    [
      ...[`--config.file=${join(folder, 'prometheus.json')}`, `--storage.tsdb.path=${join(folder, 'prometheus')}`],
      ...[`--web.listen-address=${new URL(url).host}`, '--log.level=warn'],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const ended = once(child, 'exit')
  await once(child, 'spawn')
  const isReady = () =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  for (const limit = Date.now() + READY_WITHIN_MS; !(await isReady()); await sleep(100))
    if (Date.now() > limit || child.exitCode !== null) throw new Error('Prometheus does not start.')
  return {
    async ask(query, from) {
      const times = { start: String(from), end: String(Date.now() / 1000), step: String(STEP_SECONDS) }
      const response = await fetch(`${url}/api/v1/query_range?${new URLSearchParams({ query, ...times })}`)
      const { data, error } = (await response.json()) as { data?: { result: readonly Series[] }; error?: string }
      if (data === undefined) throw new Error(`${query}: ${error}`)
      return data.result
    },
    async stop() {
      child.kill()
      await ended
    },
  }
}
