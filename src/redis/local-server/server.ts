import type { Logger } from '../../observability/logger.ts'
import type { Environment } from './run-command.ts'

/** What a way to a server may go by. */
export interface ServerSearch {
  readonly env: Environment
  readonly log: Logger
  /** The version that wrote the data folder last; an older one can't read it. */
  readonly writtenBy: string | undefined
}

/** A way to a server that is closed, and why. */
export interface MissingServer {
  readonly missing: string
}

/** Where a Redis of our own lives and how it is reached. */
export interface ServerLocation {
  /** Its files; an absolute path. */
  readonly dataDir: string
  /** On 127.0.0.1. */
  readonly port: number
  readonly password: string
}

/** A command to start, and what it is told over stdin: a password in its arguments would show in `ps`. */
interface LaunchCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Environment
  readonly config: string
}

/** A command that runs to its end. */
export interface FileCommand extends Pick<LaunchCommand, 'command' | 'args' | 'env'> {
  /** The name by which the program finds out what it is to be. */
  readonly argv0?: string
}

/** A Redis server that can be started here. */
export interface RedisServer {
  readonly kind: 'redis-stack-server' | 'redis-server' | 'docker' | 'portable' | 'debian'
  launch(place: ServerLocation): LaunchCommand
  /** Cuts the files of a server that does not run off where they can't be read any more; it asks before it does. */
  mendFiles(place: ServerLocation): FileCommand
}

/** The command that checks and mends files, which Redis comes with: its own program under this name. */
export const CHECK_PROGRAM = 'redis-check-aof'
/** What lists the files of the data, in the folder of the data. */
export const MANIFEST = 'appendonlydir/appendonly.aof.manifest'

/** The lines of a configuration for a server that keeps everything, and throws nothing away. */
export function serverConfig(place: ServerLocation, bind: string, modules: readonly string[] = []): string {
  return [
    `bind ${bind}`,
    `port ${place.port}`,
    `requirepass ${place.password}`,
    `dir ${quotePath(place.dataDir)}`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'slowlog-max-len 0', // it would keep the beginnings of what people said
    'hash-max-listpack-value 2048', // a fact with its embedding in one piece: 300 to 500 bytes less (bench/memory.ts)
    'daemonize no',
    ...modules.map(module => `loadmodule ${quotePath(module)}`),
    '',
  ].join('\n')
}

function quotePath(path: string): string {
  return `"${path.replaceAll(/["\\]/g, '\\$&')}"`
}

/** A program on this machine, the modules it is to load, and where libraries lie that it needs. */
export interface ServerProgram {
  readonly command: string
  readonly modules: readonly string[]
  readonly libraries?: string
}

/** A server whose program lies on this machine. */
export function programServer(kind: RedisServer['kind'], program: ServerProgram, env: Environment): RedisServer {
  return {
    kind,
    launch: place => ({
      command: program.command,
      args: ['-'],
      env: programEnvironment(env, program.libraries),
      config: serverConfig(place, '127.0.0.1', program.modules),
    }),
    mendFiles: () => ({
      command: program.command,
      argv0: CHECK_PROGRAM,
      args: ['--fix', MANIFEST],
      env: programEnvironment(env, program.libraries),
    }),
  }
}

/** A Redis needs no token and no key of ours: it gets what a program needs to run, and no more. */
export function programEnvironment(env: Environment, libraries?: string): Environment {
  const { PATH, HOME, LANG, TZ, LD_LIBRARY_PATH } = env
  const searched = [libraries, LD_LIBRARY_PATH].filter(path => path !== undefined && path !== '').join(':')
  return { PATH, HOME, LANG, TZ, ...(searched === '' ? {} : { LD_LIBRARY_PATH: searched }) }
}
