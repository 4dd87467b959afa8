import { cleanText } from './clean.ts'
import { foldText } from './fold.ts'
import { findSecrets } from './secrets/find.ts'
import type { Span } from './secrets/numbers.ts'

/** What stands in the place of a secret that was taken out. */
const REDACTION_MARK = '…'

/** Whether a text holds a secret: a key, a token, a password, or the number of a card, an account or a document. */
export function hasSecret(text: string): boolean {
  return findSecrets(foldText(text).text).length > 0
}

/** Whether a text holds a secret, or a gap where one stood. */
export function mentionsSecret(text: string): boolean {
  return text.includes(REDACTION_MARK) || hasSecret(text)
}

/** The same for a text as its author wrote it, in which an ellipsis is no gap. */
export function mentionsSecretInUserText(words: string): boolean {
  return hasSecret(withoutEllipsis(words))
}

/** A text without its secrets and without what can't be seen: what a model is shown, and what is kept and embedded for matching. */
export function redactSecrets(text: string): string {
  const { clean, spans } = locateSecrets(text)
  return takeOut(clean, spans)
}

/** A text without what can't be seen, and where its secrets stand in that, in order. */
export interface LocatedSecrets {
  readonly clean: string
  readonly spans: readonly Span[]
}

export function locateSecrets(text: string): LocatedSecrets {
  const { clean, text: folded, starts } = foldText(withoutEllipsis(text))
  const placeOf = (at: number) => starts[at] ?? clean.length
  return { clean, spans: findSecrets(folded).map(([start, end]) => [placeOf(start), placeOf(end)]) }
}

/** A text without what stands at some places, in order: a mark is there instead. */
export function takeOut(clean: string, spans: readonly Span[]): string {
  if (spans.length === 0) return clean
  let rest = ''
  let done = 0
  for (const [start, end] of spans) {
    if (start < done) continue
    rest += clean.slice(done, start) + REDACTION_MARK
    done = end
  }
  return cleanText(rest + clean.slice(done))
}

/** An ellipsis that a person wrote is three dots: the mark is Keepsake's own. */
function withoutEllipsis(text: string): string {
  return text.replaceAll(REDACTION_MARK, '...')
}
