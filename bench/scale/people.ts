// People with a memory each, of ordinary size, for bench/scale.ts.
import { setTimeout as sleep } from 'node:timers/promises'
import { MemoryUnavailable } from '../../src/errors.ts'
import type { Memory } from '../../src/memory/ports/memory.ts'
import type { Question, Trace } from '../../src/memory/types.ts'
import { factFrom, newId, questionOf, sentence } from '../memory/data.ts'

/** What was said to the bot by one person, and what it knows of them. */
export const PERSON = { exchanges: 6, facts: 3 }
export const DIMENSIONS = 512
/** More only wait for one another: Redis does one thing at a time. */
const AT_ONCE = 8
const RETRY_MS = 100
const alone = { kind: 'user' } as const

type Stores = Pick<Memory, 'conversations' | 'learning'>

/** A question and its answer, as they are kept, with a trace that names the turns and facts which it drew on. */
export async function exchange(
  { conversations }: Pick<Stores, 'conversations'>,
  user: string,
  channel: string,
): Promise<Question> {
  const question = questionOf(user, channel)
  const snapshot = await conversations.keepQuestion(question, alone)
  if (snapshot === 'claimed') throw new Error('a question was claimed before')
  const trace: Trace = {
    facts: snapshot.known.facts.map(({ id }) => id),
    segments: [],
    window: snapshot.window.map(({ id, role }) => ({ turn: `${role === 'user' ? 'q' : 'a'}:${id}` as const, rev: 0 })),
    lookups: 0,
  }
  const answer = { text: `${sentence()} ${sentence()}`, saidAt: Date.now(), messages: [newId()] }
  await conversations.keepAnswer(question, snapshot.snapshotToken, answer, trace)
  return question
}

/** One lesson: some facts from a question. */
export async function learn({ learning }: Pick<Stores, 'learning'>, question: Question, facts: number): Promise<void> {
  const input = await learning.readInput(question)
  if (input === undefined) throw new Error('the conversation is gone')
  const turn = `q:${question.id}` as const
  const outcome = await learning.commit(input, {
    shownTurns: [{ turn, rev: 0 }],
    facts: Array.from({ length: facts }, () => factFrom(question, DIMENSIONS)),
    ...{ confirmed: [], statements: [], evictedFacts: [], learnedTo: turn, relearnedTurns: [], setAside: [] },
  })
  if (outcome !== 'kept') throw new Error('a lesson was refused')
}

/** Somebody who has talked to the bot, and of whom something was learned. Returns their last question. */
async function person(stores: Stores): Promise<Question> {
  const [user, channel] = [newId(), newId()]
  let last = await exchange(stores, user, channel)
  await learn(stores, last, PERSON.facts)
  for (let said = 1; said < PERSON.exchanges; said += 1) last = await exchange(stores, user, channel)
  return last
}

/** A Redis that writes its file anew on a busy machine can let a call wait for too long: somebody else comes in their place. */
async function orLater(error: unknown): Promise<undefined> {
  if (!(error instanceof MemoryUnavailable)) throw error
  // What fails at once, again and again, would keep the connection from being made anew.
  await sleep(RETRY_MS)
}

/** So many more people. Returns the last question of each of `wanted` among them. */
export async function fill(stores: Stores, people: number, wanted: number): Promise<readonly Question[]> {
  const found: Question[] = []
  let left = people
  async function work(): Promise<void> {
    while (left > 0) {
      left -= 1
      const last = await person(stores).catch(orLater)
      if (last === undefined) left += 1
      else if (found.length < wanted) found.push(last)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return found
}
