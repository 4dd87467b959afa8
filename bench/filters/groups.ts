import { languageOf } from '../../src/memory/text/detect-language.ts'
import { languageLabel } from '../../src/memory/text/language.ts'

/** A message as far as it is told what it is written in. */
export interface Written {
  readonly text: string
  /** As its file names it; where it names none, empty. */
  readonly language: string
}

/** Languages that alone are written in their letters, or nearly: there a short sentence is enough to tell them. */
const TOLD_BY_SCRIPT: Readonly<Record<string, string>> = {
  ...{ japanese: 'ja', korean: 'ko', chinese: 'zh', greek: 'el', hebrew: 'he', devanagari: 'hi', thai: 'th' },
}

/** Where nothing tells the language: ISO 639-2 has this code for it. */
const UNDETERMINED = 'und'

/** The script that most of a message is in: `latin`, `cyrillic`… */
export function scriptOf({ text }: Written): string {
  return languageLabel(text)
}

/**
 * The language of a message: as its file names it, else by its script, else as it is likely by its letters; for Latin letters
 * too little is told by a sentence, so that these are `und`.
 */
export function languageNameOf(written: Written): string {
  if (written.language !== '') return written.language
  const script = scriptOf(written)
  if (script === 'latin' || script === 'other') return UNDETERMINED
  return TOLD_BY_SCRIPT[script] ?? languageOf(written.text) ?? UNDETERMINED
}
