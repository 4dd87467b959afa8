import { readdirSync, readFileSync } from 'node:fs'

/** What a sentence is an example of; a harmless one looks like those of another group, or is what people say most. */
export type ContentKind = 'sensitive' | 'instruction' | 'harmless'

export interface Example {
  readonly text: string
  readonly kind: ContentKind
}

const FOLDER = new URL('./examples/', import.meta.url)
const KINDS: readonly ContentKind[] = ['sensitive', 'instruction', 'harmless']

/** The sentences of `examples/<kind>/*.txt`, one a line, in some twenty languages, as users say them and as facts tell them. */
export function loadExamples(): readonly Example[] {
  return KINDS.flatMap(kind =>
    readdirSync(new URL(`${kind}/`, FOLDER)).flatMap(file =>
      readFileSync(new URL(`${kind}/${file}`, FOLDER), 'utf8')
        .split('\n')
        .filter(text => text !== '')
        .map(text => ({ text, kind })),
    ),
  )
}
