import type { Change, OwnMemory } from '../../src/memory/own-memory.ts'
import type { MemoryStore } from '../../src/memory/ports.ts'
import type { Fact, Known, Question, UserId } from '../../src/memory/types.ts'
import { asKnown, type BothStores, factFrom, lesson, materialOf, talk } from './lessons.ts'
import { asked, dm, received } from './talk.ts'

/** Both sides of a memory, and what users do to it by themselves. */
export type ChangedStores = BothStores & {
  readonly own: Pick<OwnMemory, 'change' | 'restore' | 'set' | 'setIncognito' | 'offer' | 'offered' | 'reoffer'>
}

/** A change that changes nothing, unless the test says otherwise. */
export function change(epoch: string, parts: Partial<Change> = {}): Change {
  return {
    epoch,
    standing: [],
    facts: [],
    statements: [],
    confirmed: [],
    gone: { facts: [], statements: [] },
    evicted: [],
    ...parts,
  }
}

/** A fact that the user asked for, in the words of a message. */
export function toldFact(question: Question, parts: Partial<Fact> = {}): Fact {
  return asKnown(factFrom(question, { asked: 'message', ...parts }))
}

/** All that is known of a user, as it stands, and their epoch. */
export async function knownOf(store: MemoryStore, user: UserId): Promise<Known & { readonly epoch: string }> {
  const { known, epoch } = await received(store, asked({ user, text: 'What do you know?' }))
  return { ...known, epoch }
}

/** One question with its answer, of which one fact was learned. */
export async function lisbon(stores: ChangedStores) {
  const [question = asked()] = await talk(stores.store, ['I live in Lisbon.', 'I like it.'])
  const material = await materialOf(stores.learning, question)
  const fact = factFrom(question, { near: 'I see.\n' })
  await stores.learning.commit(material, lesson(material, { facts: [fact] }))
  const learned = (await materialOf(stores.learning, question)).known(dm).facts[0] ?? asKnown(fact)
  return { ...stores, question, user: question.user, epoch: material.epoch, fact: learned }
}
