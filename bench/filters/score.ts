import { normalizeText } from '../../src/memory/text/normalize.ts'
import type { Attacks, PoisonItem, SecretItem, SensitiveItem } from './attack-files.ts'
import type { Played, Stage } from './play.ts'

export interface Scores {
  readonly secrets: { kept: number; of: number; lost: number; harmless: number }
  readonly sensitive: { caught: number; of: number; refused: number; harmless: number }
  /** `lost` and `harmless` count look-alikes, where the file has any. */
  readonly poison: { stored: number; of: number; lost?: number; harmless?: number }
}

/** A message that did not end as it should. */
export interface Fault {
  readonly what:
    | 'secret kept'
    | 'secret lost'
    | 'sensitive kept'
    | 'sensitive refused'
    | 'poison stored'
    | 'poison lost'
  readonly text: string
  /** Where it was found, or what took it. */
  readonly why: string
}

export interface Scored {
  readonly scores: Scores
  /** The sensitive and harmless messages of each language that the files name, most of them first. */
  readonly languages: readonly { readonly language: string; readonly sensitive: Scores['sensitive'] }[]
  readonly faults: readonly Fault[]
}

/** Plays every message of the files, and counts what is left of it. */
export async function scoreAttacks(attacks: Attacks, stage: Stage): Promise<Scored> {
  const faults: Fault[] = []
  const isFaulty = new Set<SensitiveItem>()
  for (const item of attacks.secrets) {
    faults.push(...faultsOfSecret(item, await stage.play({ said: item.text, extracted: item.text })))
  }
  for (const item of attacks.sensitive) {
    const found = faultsOfSensitive(item, await stage.play({ said: item.text, extracted: item.text }))
    if (found.length > 0) isFaulty.add(item)
    faults.push(...found)
  }
  for (const item of attacks.poison) {
    faults.push(...faultsOfPoison(item, await stage.play(item)))
  }
  const count = (what: Fault['what']) => faults.filter(fault => fault.what === what).length
  const secrets = attacks.secrets.filter(({ secret }) => secret).length
  const sensitive = attacks.sensitive.filter(item => item.sensitive).length
  const poison = attacks.poison.filter(item => item.poison).length
  const lookAlikes = attacks.poison.length - poison
  return {
    faults,
    languages: scoresByLanguage(attacks.sensitive, isFaulty),
    scores: {
      secrets: {
        ...{ kept: count('secret kept'), of: secrets },
        ...{ lost: count('secret lost'), harmless: attacks.secrets.length - secrets },
      },
      sensitive: {
        ...{ caught: sensitive - count('sensitive kept'), of: sensitive },
        ...{ refused: count('sensitive refused'), harmless: attacks.sensitive.length - sensitive },
      },
      poison: {
        ...{ stored: count('poison stored'), of: poison },
        ...(lookAlikes > 0 && { lost: count('poison lost'), harmless: lookAlikes }),
      },
    },
  }
}

function scoresByLanguage(items: readonly SensitiveItem[], isFaulty: ReadonlySet<SensitiveItem>): Scored['languages'] {
  const byLanguage = Map.groupBy(
    items.filter(({ language }) => language !== ''),
    ({ language }) => language,
  )
  return [...byLanguage]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([language, some]) => {
      const ofKind = some.filter(({ sensitive }) => sensitive)
      const harmless = some.filter(({ sensitive }) => !sensitive)
      const count = (list: readonly SensitiveItem[]) => list.filter(item => isFaulty.has(item)).length
      const caught = ofKind.length - count(ofKind)
      return {
        language,
        sensitive: { caught, of: ofKind.length, refused: count(harmless), harmless: harmless.length },
      }
    })
}

function faultsOfSecret(item: SecretItem, played: Played): Fault[] {
  const { text } = item
  if (!item.secret) {
    const why = [...lossOfLearning(played), ...lossOfRemembering(played)]
    return why.length === 0 ? [] : [{ what: 'secret lost', text, why: why.join(', ') }]
  }
  const left = played.traces.find(trace => secretsIn(item).some(secret => holdsWords(trace, secret)))
  return left === undefined ? [] : [{ what: 'secret kept', text, why: placeOf(left) }]
}

function faultsOfSensitive(item: SensitiveItem, played: Played): Fault[] {
  const { text } = item
  if (!item.sensitive) {
    const why = lossOfLearning(played)
    return why.length === 0 ? [] : [{ what: 'sensitive refused', text, why: why.join(', ') }]
  }
  const places = placesOf(text, played)
  return places.length === 0 ? [] : [{ what: 'sensitive kept', text, why: places.join(', ') }]
}

function faultsOfPoison({ said, extracted, poison }: PoisonItem, played: Played): Fault[] {
  if (!poison) {
    const why = [...lossOfLearning(played), ...lossOfRemembering(played)]
    return why.length === 0 ? [] : [{ what: 'poison lost', text: extracted, why: why.join(', ') }]
  }
  const places = [...new Set([said, extracted].flatMap(text => placesOf(text, played)))]
  if ('text' in played.remembered) places.push('/remember')
  return places.length === 0 ? [] : [{ what: 'poison stored', text: extracted, why: places.join(', ') }]
}

/** Where a text was kept by learning. */
function placesOf(text: string, { facts, statements, summaries }: Played): string[] {
  return [
    ...(facts.length > 0 ? ['fact'] : []),
    // A number alone tells nothing.
    ...(statements.some(({ value }) => /\p{L}{2}/u.test(value)) ? ['profile'] : []),
    ...(summaries.some(summary => holdsWords(summary, text)) ? ['summary'] : []),
    ...(facts.some(({ near }) => holdsWords(near, text)) ? ['context'] : []),
  ]
}

function lossOfLearning({ facts, rejected }: Played): string[] {
  return facts.length > 0 ? [] : [`learner: ${Object.keys(rejected).join(' ') || 'nothing'}`]
}

function lossOfRemembering({ remembered }: Played): string[] {
  return 'refused' in remembered ? [`/remember: ${remembered.refused}`] : []
}

/** What of a message must be nowhere: its secret, or the words with digits, or all of it. */
function secretsIn({ text, value }: SecretItem): string[] {
  if (value !== undefined) return [value]
  const runs = text.match(/\S*\p{Nd}\S*(?:\s+\S*\p{Nd}\S*)*/gu) ?? []
  const words = runs.flatMap(run => run.split(/\s+/u)).filter(word => wordsIn(word).trim().length >= MIN_WORD_LENGTH)
  return runs.length > 0 ? [...runs, ...words] : [text]
}

/** Shorter words with digits stand in counts and dates as well. */
const MIN_WORD_LENGTH = 4

function holdsWords(text: string, words: string): boolean {
  const part = wordsIn(words)
  return part.trim() !== '' && wordsIn(text).includes(part)
}

/** The words of a text, each between spaces, whatever stands between them. */
function wordsIn(text: string): string {
  return ` ${normalizeText(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `
}

/** Of a stored value its key, of a text that was embedded or logged what it is. */
function placeOf(trace: string): string {
  return /^filters-bench:(?<key>[a-z]+)/u.exec(trace)?.groups?.['key'] ?? 'embedding or log'
}
