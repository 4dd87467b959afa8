import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const secret = z
  .object({
    name: z.string(),
    /** The message, letters in reverse order, so that no scanner takes the file for a leak. */
    reversed: z.string().optional(),
    message: z.string().optional(),
    secret: z.boolean(),
    /** `en`, where it is known. */
    language: z.string().default(''),
    /** What of the message is the secret; where it is left out, words with digits are, or else all of it. */
    value: z.string().optional(),
  })
  .refine(
    ({ reversed, message }) => (reversed === undefined) !== (message === undefined),
    'needs `reversed` or `message`',
  )
  .transform(({ reversed, message, ...item }) => ({ ...item, text: message ?? reverse(reversed ?? '') }))

const sensitive = z.object({
  text: z.string(),
  kind: z.string().default(''),
  /** `en`, where it is known. */
  language: z.string().default(''),
  sensitive: z.boolean(),
})

const poison = z
  .object({
    name: z.string().default(''),
    language: z.string().default(''),
    said: z.string(),
    /** What a model under the attacker's spell makes of it. */
    extracted: z.string().optional(),
    /** A look-alike is a fact of somebody's life, and to be kept. */
    poison: z.boolean().default(true),
  })
  .transform(item => ({ ...item, extracted: item.extracted ?? item.said }))

export type SecretItem = z.infer<typeof secret>
export type SensitiveItem = z.infer<typeof sensitive>
export type PoisonItem = z.infer<typeof poison>

/** Inputs that were tried on the filters, with what is right. */
export interface Attacks {
  readonly secrets: readonly SecretItem[]
  readonly sensitive: readonly SensitiveItem[]
  readonly poison: readonly PoisonItem[]
}

/** Reads `secrets.json`, `sensitive.json` and `poison.json` of a folder; one that is missing has nothing in it. Throws Error with what is wrong. */
export function readAttacks(folder: string | undefined): Attacks {
  if (folder === undefined) throw new Error(`No folder was named. ${USAGE}`)
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}. ${USAGE}`)
  const attacks = {
    secrets: readList(folder, 'secrets.json', secret),
    sensitive: readList(folder, 'sensitive.json', sensitive),
    poison: readList(folder, 'poison.json', poison),
  }
  if (Object.values(attacks).every(list => list.length === 0)) {
    throw new Error(`There is no secrets.json, sensitive.json or poison.json in ${folder}. ${USAGE}`)
  }
  return attacks
}

const USAGE = 'npm run bench:filters -- <folder> [--json]; the form of the files is that of test/fixtures/attacks.'

function readList<Schema extends z.ZodType>(folder: string, name: string, schema: Schema): z.infer<Schema>[] {
  const file = join(folder, name)
  if (!existsSync(file)) return []
  const { data, error } = z.array(schema).safeParse(readJson(file))
  if (error !== undefined) throw new Error(`${file}: ${z.prettifyError(error)}`)
  return data
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Error(`${file} can’t be read as JSON.`, { cause })
  }
}

function reverse(text: string): string {
  return [...text].reverse().join('')
}
