import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isTimeZone } from '../../src/memory/text/dates/calendar.ts'

/** Whoever is not the user is the bot. */
const line = z.object({ who: z.string(), text: z.string() })

const text = z.string().nullish()

/** `null`, one text or several. */
const texts = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform(given => (typeof given === 'string' ? [given] : (given ?? [])))

/** What the model says of a fact goes to the parser as it stands; the bench reads these fields alone. */
const fact = z.looseObject({
  quote: z.string(),
  text: z.string(),
  eventAt: text,
  sensitive: z
    .boolean()
    .nullish()
    .transform(isSensitive => isSensitive === true),
  /** Words of the known facts that are meant. */
  replaces: texts,
  repeats: texts,
  /** The model does not say what it replaces or repeats. */
  unmarked: z.boolean().optional(),
  /** Which of `remember` it tells: `a`, or `a,b`. */
  gold: text,
  /** What is wrong with it: `negation`, `plan-as-done`… A fact without is right. */
  wrong: text.transform(kind => kind ?? undefined),
})

const batch = z.object({
  saidAt: z.string().refine(moment => !Number.isNaN(Date.parse(moment)), 'is no time'),
  lines: z.array(line).min(1),
  /** What a careful friend would remember of it. */
  remember: z.record(z.string(), z.unknown()).default({}),
  /** A model's answer to the learner. */
  study: z.object({
    facts: z.array(fact),
    entities: z.array(z.looseObject({ quote: z.string().default('') })).default([]),
    summary: text,
  }),
})

const talk = z.object({
  id: z.string(),
  language: z.string(),
  timeZone: z.string().refine(isTimeZone, 'is no time zone'),
  batches: z.array(batch).min(1),
  questions: z.array(z.object({ q: z.string(), needs: z.array(z.string()), want: text })).default([]),
})

/** A talk with what is to be remembered of it, a model's answers, and questions that come later. */
export type Talk = z.infer<typeof talk>
export type Batch = Talk['batches'][number]
export type TalkFact = Batch['study']['facts'][number]

/** The keys of `remember` that a fact tells. */
export function goldOf({ gold }: Pick<TalkFact, 'gold'>): readonly string[] {
  return gold?.split(/[\s,]+/u).filter(key => key !== '') ?? []
}

/** Reads all talks of a folder and of those in it, in the order of their names. Throws an Error that says what is wrong with which file. */
export function readTalks(folder: string | undefined): readonly Talk[] {
  if (folder === undefined || !existsSync(folder) || !statSync(folder).isDirectory()) {
    const problem = folder === undefined ? 'No folder was named.' : `There is no folder ${folder}.`
    throw new Error(`${problem} Give one with talks: npm run bench:learning-quality -- test/fixtures/talks`)
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.json'))
  if (files.length === 0)
    throw new Error(`There is no *.json in ${folder}. A talk is a file like those of test/fixtures/talks.`)
  return files.sort().map(name => readTalk(join(folder, name)))
}

function readTalk(path: string): Talk {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} can’t be read as JSON: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
  const { data, error } = talk.safeParse(content)
  if (data === undefined)
    throw new Error(`${path} is no talk as those of test/fixtures/talks are:\n${z.prettifyError(error)}`)
  return data
}
