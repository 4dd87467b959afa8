import { minimumMajorVersion } from '../../connection/server-info.ts'
import { type Environment, runCommand } from '../run-command.ts'

/**
 * Why a server is of no use; undefined if it is new enough.
 * @param writtenBy the version that wrote the data: an older one can't read its files
 */
export async function versionProblem(
  command: string,
  env: Environment,
  writtenBy: string | undefined,
): Promise<string | undefined> {
  const { stdout, isOk, complaint } = await runCommand(command, ['--version'], { env })
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
