import { randomUUID } from 'node:crypto'
import { sentence } from '../believing/repetitions.ts'
import { replacedBy } from '../facts.ts'
import type { LearnSettings } from '../learning/learn-settings.ts'
import { roomFor } from '../learning/room.ts'
import type { Change, Overview } from '../own-memory.ts'
import { plain } from '../plain.ts'
import type { Scope } from '../scope.ts'
import { tellsSecret } from '../secrets.ts'
import { type Conversation, type Fact, type GuildId, type MessageId, USER_ENTITY } from '../types.ts'
import { noChange } from './no-change.ts'

/** Something that a user tells to be kept, in their own words. */
export interface Said {
  readonly text: string
  /** Of the message, or of the interaction. */
  readonly id: MessageId
  readonly asked: 'message' | 'command'
  readonly conversation: Conversation
  readonly guild?: GuildId
  readonly scope: Scope
  readonly saidAt: number
}

/** What came of it: `known` if the same words are kept already. */
export type Kept = Refused | { readonly kind: 'known' | 'new'; readonly fact: Fact; readonly change: Change }

export interface Refused {
  readonly kind: 'refused'
  readonly why: 'empty' | 'tooLong' | 'secret'
}

export type KeepSettings = Pick<LearnSettings, 'maxFacts' | 'maxEntities'>

/** Characters; a note for oneself has less. */
const LONGEST = 1000

/**
 * Keeps what a user tells as they said it, as a fact about them. What is sensitive too, as they ask for it; a secret not.
 * The same words again, under the same scope, confirm what is known.
 */
export function keepAsSaid(said: Said, overview: Overview, settings: KeepSettings): Kept {
  const words = wordsToKeep(said.text)
  if (typeof words !== 'string') return words
  const fact = factOf(said, words)
  // Of what was asked for the learner may have found out since that it is about somebody else.
  const known = sameWords(fact, overview).find(({ subject, asked }) => subject === USER_ENTITY || asked !== undefined)
  return known === undefined ? keptAsNew(fact, overview, settings) : keptAsKnown(known, said, overview)
}

/** What a user writes as it is kept: in one line, without what can't be seen. Or why it can't be. */
export function wordsToKeep(text: string): string | Refused {
  const words = text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  if (plain(words) === '') return { kind: 'refused', why: 'empty' }
  if (words.length > LONGEST) return { kind: 'refused', why: 'tooLong' }
  // An ellipsis is none here: it is what the learner finds in a secret's place.
  return tellsSecret(words) ? { kind: 'refused', why: 'secret' } : words
}

/** A fact in the user's own words. */
export function factOf(said: Said, words: string): Fact {
  const { id, asked, conversation, guild, scope, saidAt } = said
  return {
    ...{ id: randomUUID(), text: words, quote: words, kind: 'personal', subject: USER_ENTITY, scope, saidAt },
    ...{ replaces: [], sources: [id], channel: conversation.channel, confirmations: 0, near: '', asked },
    ...(guild !== undefined && { guild }),
  }
}

/** The facts that hold still in the words of one, under its scope. */
export function sameWords(fact: Fact, { known }: Overview): readonly Fact[] {
  const past = replacedBy(known)
  return known.facts.filter(
    other => other.scope === fact.scope && sentence(other) === sentence(fact) && !past.has(other.id),
  )
}

export function keptAsNew(fact: Fact, overview: Overview, settings: KeepSettings): Kept {
  const coming = { facts: 1, statements: [], confirmed: [] }
  const { evicted } = roomFor(coming, overview.known, settings, fact.saidAt)
  const told = fact.asked === 'message' && { told: fact.sources[0] }
  return { kind: 'new', fact, change: { ...noChange(overview.epoch), facts: [fact], evicted, ...told } }
}

/** What a message or a click says twice confirms nothing. */
export function keptAsKnown(known: Fact, { id, saidAt }: Said, overview: Overview): Kept {
  const isSaidBefore = known.sources.includes(id)
  const confirmed = isSaidBefore ? [] : [{ fact: known.id, saidAt }]
  return { kind: 'known', fact: known, change: { ...noChange(overview.epoch), standing: [known.id], confirmed } }
}
