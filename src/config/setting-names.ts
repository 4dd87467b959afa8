import { distance } from 'fastest-levenshtein'
import { environmentSchema, FORMER_NAMES } from './environment.ts'

const SETTINGS = Object.keys(environmentSchema.shape)

/** What belongs into a `.env`, or into the environment of any program, and is read by others. */
const OTHERS =
  /^(?:(?:https?|no|all)_proxy|node_\w+|npm_\w+|compose_\w+|docker_\w+|keepsake_\w+|lc_\w+|lang|tz|path|home|user|shell|redis_password|backup_passphrase)$/iu

/** So many letters are a slip of the fingers; what differs by more is another word. */
const SLIP = 2
const NAMES_TOLD = 2
/** How alike names have to be that one is offered for the other; 2 would be the same. */
const LEAST_LIKENESS = 0.9

/**
 * A line for each name that is none of a setting, with those that were meant. Names are all that is told: a value may be a key.
 * Of what the `.env` holds every one; of the rest of an environment, which is many programs', what is a slip away from a setting.
 * @param environment all that is set
 * @param ownNames what stands in `.env`
 */
export function findUnknownSettings(
  environment: Readonly<Record<string, string | undefined>>,
  ownNames: readonly string[],
): readonly string[] {
  const own = new Set(ownNames)
  const isStranger = (name: string) => !SETTINGS.includes(name) && !(name in FORMER_NAMES) && !OTHERS.test(name)
  const names = [...new Set([...ownNames, ...Object.keys(environment)])].filter(isStranger)
  return names.flatMap(name => {
    const meant = own.has(name) ? nearest(name) : SETTINGS.filter(setting => isSlip(name, setting))
    if (meant.length === 0 && !own.has(name)) return []
    return [`${name} is no setting${meant.length === 0 ? '' : `: did you mean ${meant.join(' or ')}?`}`]
  })
}

function isSlip(name: string, setting: string): boolean {
  return distance(name.toUpperCase(), setting) <= SLIP
}

function nearest(name: string): readonly string[] {
  const slips = SETTINGS.filter(setting => isSlip(name, setting))
  if (slips.length > 0) return slips
  return SETTINGS.map(setting => ({ setting, likeness: likeness(name.toUpperCase(), setting) }))
    .filter(one => one.likeness >= LEAST_LIKENESS)
    .toSorted((one, other) => other.likeness - one.likeness)
    .slice(0, NAMES_TOLD)
    .map(({ setting }) => setting)
}

/** By letters and by words, each from 0 to 1: DISCORD_BOT_TOKEN is one word more than DISCORD_TOKEN. */
function likeness(name: string, setting: string): number {
  const [mine, theirs] = [new Set(name.split('_')), new Set(setting.split('_'))]
  const byWords = mine.intersection(theirs).size / mine.union(theirs).size
  return byWords + 1 - distance(name, setting) / Math.max(name.length, setting.length)
}
