import { plain } from '../plain.ts'
import type { Fact } from '../types.ts'

/** What stands before and after a fact's words in a note: `> - 2026-11-02: … (in March 2026)`. */
const BEFORE = /^(?:> ?)?(?:- )?(?:\d{4}-\d\d-\d\d: )?/u
const AFTER = / \((?:on|in) [^()]*\)$/u

/** The fact whose note a model gives back, with the date before it or without; case, spaces and the last dot aside. */
export function factOfNote(note: string, facts: readonly Fact[]): Fact | undefined {
  const words = plain(note).replace(BEFORE, '')
  const meant = [words, words.replace(AFTER, '')].map(withoutEnd)
  return facts.find(({ text }) => meant.includes(withoutEnd(plain(text))))
}

function withoutEnd(text: string): string {
  return text.replace(/[ .!。]+$/u, '')
}
