import { randomBytes, randomInt } from 'node:crypto'
import { chmod, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../../errors.ts'
import { parseJson } from '../records/parse-json.ts'
import type { ServerLocation } from './server.ts'

export const ACCESS_FILE = 'redis.json'
const VERSION_FILE = 'redis-version'
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
/** Below the ports that systems give to outgoing connections. */
const [LOWEST_PORT, HIGHEST_PORT] = [20_000, 29_990]
/** A port can be taken by somebody else between two starts: then the next of these is used. */
const PORTS_TRIED = 10
const REPLY_WAIT_MS = 3000

const accessFileSchema = z.object({ port: z.int(), password: z.string().regex(/^\w+$/) })

/** Where our Redis is, and whether it runs already: left behind by a process that died, or held by one that lives. */
export interface DataFolder {
  readonly place: ServerLocation
  readonly isRunning: boolean
  /** The version of Redis that wrote the files here last, if any did. */
  readonly writtenBy: string | undefined
}

/** Opens the folder of a Redis of our own, and makes it if need be. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const dataDir = resolve(folder)
  await mkdir(dataDir, { recursive: true, mode: FOLDER_MODE })
  await chmod(dataDir, FOLDER_MODE) // what people say stands in its files
  const writtenBy = await readFile(join(dataDir, VERSION_FILE), 'utf8').catch(() => undefined)
  const { port, password } = await readAccessFile(join(dataDir, ACCESS_FILE))
  // Everybody who opens this folder looks at the same ports in the same order, and a port can be bound only once: that
  // is what keeps two servers from one folder.
  const places = Array.from({ length: PORTS_TRIED }, (_, i) => ({ dataDir, password, port: port + i }))
  const states = await Promise.all(places.map(probePort))
  const [running, silent, free] = (['ours', 'silent', 'free'] as const).map(state => places[states.indexOf(state)])
  if (running) return { place: running, isRunning: true, writtenBy }
  if (silent)
    throw new ConfigError(`Something on port ${silent.port} does not answer; it may be the Redis of ${dataDir}.`)
  if (free) return { place: free, isRunning: false, writtenBy }
  throw new ConfigError(`Ports ${port} to ${port + PORTS_TRIED - 1} are taken: remove ${ACCESS_FILE} from ${dataDir}.`)
}

/** Notes which version writes the files from now on. */
export async function recordVersion({ dataDir }: ServerLocation, version: string): Promise<void> {
  await writeFile(join(dataDir, VERSION_FILE), version)
}

/** The port and password of this folder, made at the first start. */
async function readAccessFile(file: string): Promise<z.infer<typeof accessFileSchema>> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text !== undefined) {
    const access = parseJson(accessFileSchema, text)
    if (access) return access
    throw new ConfigError(`${file} can’t be read. Stop Keepsake’s Redis, if it runs, and remove the file.`)
  }
  const made = { port: randomInt(LOWEST_PORT, HIGHEST_PORT), password: randomBytes(24).toString('hex') }
  const draft = `${file}.${made.password.slice(0, 8)}`
  await writeFile(draft, JSON.stringify(made), { mode: FILE_MODE, flag: 'wx' })
  // A link appears with all its content or not at all, and if two processes make one, both go by the first.
  await link(draft, file).catch(() => undefined)
  await unlink(draft)
  return readAccessFile(file)
}

/** Who listens on a port: our server, somebody else, something that says nothing, or nobody. */
function probePort(place: ServerLocation): Promise<'ours' | 'foreign' | 'silent' | 'free'> {
  return new Promise(done => {
    const socket = connect(place.port, '127.0.0.1')
    socket.setTimeout(REPLY_WAIT_MS)
    socket.on('connect', () => socket.write(`AUTH ${place.password}\r\n`))
    socket.on('data', (reply: Buffer) => finish(reply.toString().startsWith('+OK') ? 'ours' : 'foreign'))
    socket.on('timeout', () => finish('silent'))
    socket.on('close', () => finish('silent'))
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code === 'ECONNREFUSED' ? 'free' : 'silent'))
    function finish(result: 'ours' | 'foreign' | 'silent' | 'free') {
      done(result)
      socket.destroy()
    }
  })
}
