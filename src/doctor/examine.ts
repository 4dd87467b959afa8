import { checkEnvironment, type EnvironmentVariables } from '../config/environment.ts'
import { findUnknownSettings } from '../config/setting-names.ts'
import { errorDetails } from '../errors.ts'
import type { Logger } from '../observability/logger.ts'
import { checkDiscord } from './check-discord.ts'
import { checkMachine } from './check-machine.ts'
import { checkModels } from './check-models.ts'
import { checkRedis } from './check-redis.ts'
import type { Finding } from './finding.ts'

/** What is said is in the findings already. */
const quiet: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** Looks at everything a bot of these settings needs; never throws. @param ownNames what stands in `.env`; @param dataDir where a Redis of its own is */
export async function examine(
  environment: EnvironmentVariables,
  { ownNames, dataDir }: { readonly ownNames: readonly string[]; readonly dataDir: string },
): Promise<readonly Finding[]> {
  const unknown = findUnknownSettings(environment, ownNames).map(unknownFinding)
  const config = checkEnvironment(environment)
  if ('problems' in config) {
    return [...config.problems.map(problemFinding), ...unknown]
  }
  const settings: Finding = { check: 'settings', state: 'ok', said: 'can be used' }
  const checks = [
    attempt('Discord', checkDiscord(config, quiet)),
    attempt('Redis', checkRedis(config, dataDir)),
    attempt('models', checkModels(config, quiet)),
    attempt('machine', checkMachine(config, environment, dataDir)),
  ]
  return [settings, ...unknown, ...(await Promise.all(checks)).flat()]
}

function problemFinding(problem: string): Finding {
  const [check = '', ...said] = problem.split(' ')
  return { check, state: 'problem', said: said.join(' ') }
}

function unknownFinding(line: string): Finding {
  return { ...problemFinding(line), state: 'warning' }
}

/** A check that fails itself is a finding, too. */
async function attempt(check: string, looking: Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await looking
  } catch (error) {
    return [{ check, state: 'problem', said: `could not be looked at: ${JSON.stringify(errorDetails(error))}` }]
  }
}
