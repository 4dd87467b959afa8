import { minimumMajorVersion } from '../../connection/server-info.ts'
import { type Environment, runCommand } from '../run-command.ts'
import {
  type MissingServer,
  programEnvironment,
  programServer,
  type RedisServer,
  type ServerProgram,
  type ServerSearch,
} from '../server.ts'

/** The server of a program that was found; missing, with the reason, if the program can't be used here. */
export async function serverOf(
  kind: RedisServer['kind'],
  program: ServerProgram,
  { env, writtenBy }: ServerSearch,
): Promise<RedisServer | MissingServer> {
  const problem = await versionProblem(program, env, writtenBy)
  return problem === undefined ? programServer(kind, program, env) : { missing: problem }
}

/**
 * Why a server is of no use; undefined if it is new enough.
 * @param writtenBy the version that wrote the data: an older one can't read its files
 */
export async function versionProblem(
  { command, libraries }: ServerProgram,
  env: Environment,
  writtenBy?: string,
): Promise<string | undefined> {
  const { stdout, isOk, complaint } = await runCommand(command, ['--version'], {
    env: programEnvironment(env, libraries),
  })
  const version = /\bv=(?<version>\S+)/.exec(stdout)?.[1]
  if (!isOk || version === undefined) return `${command} does not run (${complaint})`
  if (Number.parseInt(version, 10) < minimumMajorVersion) {
    return `${command} is version ${version}, and Keepsake needs ${minimumMajorVersion} or newer`
  }
  return writtenBy !== undefined && versionRank(version) < versionRank(writtenBy)
    ? `${command} is version ${version}, and can’t read what ${writtenBy} wrote`
    : undefined
}

/** File formats change with minor versions. */
function versionRank(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(part => Number.parseInt(part, 10))
  return major * 1000 + minor
}
