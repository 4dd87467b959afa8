import { userInfo } from 'node:os'
import { runCommand } from '../run-command.ts'
import {
  CHECK_PROGRAM,
  MANIFEST,
  type MissingServer,
  type RedisServer,
  type ServerLocation,
  type ServerSearch,
  serverConfig,
} from '../server.ts'

/** Holds RediSearch, and its entry point loads it. */
const IMAGE = 'redis:8'
const INNER_PORT = 6379
const ENGINE_WAIT_MS = 10_000

/** A Redis in a container, if Docker's engine answers; its files lie in the data folder as with any other. */
export async function dockerServer({ env, log }: ServerSearch): Promise<RedisServer | MissingServer> {
  const engine = await runCommand('docker', ['info'], { env, timeoutMs: ENGINE_WAIT_MS })
  if (!engine.isOk) return { missing: `Docker does not answer (${engine.complaint})` }
  if (!(await runCommand('docker', ['image', 'inspect', IMAGE], { env })).isOk) {
    log.info({ image: IMAGE }, 'downloading Redis by Docker, once; this takes a minute')
    const pulled = await runCommand('docker', ['pull', IMAGE], { env })
    if (!pulled.isOk) return { missing: `Docker could not fetch ${IMAGE} (${pulled.complaint})` }
  }
  const { uid, gid } = userInfo()
  // As ourselves, so that the files stay ours; there are no such ids on Windows.
  const user = uid < 0 ? [] : ['--user', `${uid}:${gid}`]
  // Unlike --volume this takes a path with a colon.
  const mount = (place: ServerLocation) => [
    ...['--mount', `type=bind,"source=${place.dataDir.replaceAll('"', '""')}",target=/data`],
  ]
  return {
    kind: 'docker',
    mendFiles: place => ({
      command: 'docker',
      args: ['run', '--rm', '--interactive', ...user, ...mount(place), IMAGE, CHECK_PROGRAM, '--fix', MANIFEST],
      env,
    }),
    launch: place => ({
      command: 'docker',
      args: [
        ...['run', '--rm', '--interactive', ...user],
        ...['--publish', `127.0.0.1:${place.port}:${INNER_PORT}`],
        ...mount(place),
        ...[IMAGE, 'redis-server', '-'],
      ],
      env,
      config: serverConfig({ ...place, dataDir: '/data', port: INNER_PORT }, '* -::*'),
    }),
  }
}
