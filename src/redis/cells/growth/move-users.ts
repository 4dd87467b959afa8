import { setTimeout as sleep } from 'node:timers/promises'
import type { UserId } from '../../../memory/types.ts'
import { copyUser, isThere, leaveCell, type Move, stayInCell, type UserCopy } from './move-user.ts'

/** How often a user is copied anew at once because they changed meanwhile: after that it is others' turn. */
const MAX_COPIES = 3
/** On another server a copy has to outlive a crash before what was copied goes: appendfsync everysec writes within a second or two. */
const FLUSH_MS = 2500
/** So many users are on the way to other servers at most, with so many keys, each of which takes some 200 bytes of the process: all of them can be taken away in less than a second. */
const MOST_WAITING = { users: 1000, keys: 100_000 } as const
/** So many of those who stay are remembered; others are found by the next pass. */
const MOST_STAYING = 10_000

export interface MovingOptions {
  readonly signal: AbortSignal
  /** Told of each user who has left their cell. */
  onMoved(): void
}

/**
 * Moves users, given some at a time. Of those who go to another server many are on the way at once, so that what each of them has to wait
 * for is waited for together. Returns those who stay for now, or some of them where they are very many; with the signal it ends, and those
 * on the way stay. Throws MemoryUnavailable.
 */
export async function moveUsers(
  steps: AsyncIterable<readonly Move[]> | Iterable<readonly Move[]>,
  { signal, onMoved }: MovingOptions,
): Promise<readonly Move[]> {
  const waiting = waitingCopies()
  const staying: Move[] = []
  const note = (move: Move, outcome: Outcome) => {
    if (outcome === 'moved') onMoved()
    if (outcome === 'busy' && staying.length < MOST_STAYING) staying.push(move)
  }
  const leaveWhile = async (isTurn: () => boolean) => {
    for (let first = waiting.first(); first !== undefined && isTurn(); first = waiting.first()) {
      await pause(waiting.msToGo(), signal)
      if (signal.aborted) return
      note(first, await leaveToOtherServer(first))
      waiting.remove(first)
    }
  }
  try {
    for await (const moves of steps)
      for (const move of moves) {
        await leaveWhile(() => waiting.msToGo() <= 0 || waiting.isFull())
        if (signal.aborted) return staying
        note(move, await beginMove(move, waiting))
      }
    await leaveWhile(() => true)
    return staying
  } finally {
    // Each, whatever becomes of the others: one that can't be taken away now is found by its mark in the next pass.
    await Promise.allSettled(waiting.all().map(stayInCell))
  }
}

/** `absent`: they had left already. */
type Outcome = 'moved' | 'waiting' | 'busy' | 'absent'

async function beginMove(move: Move, waiting: WaitingCopies): Promise<Outcome> {
  // A SCAN may tell somebody twice: to copy them anew would take them out of their turn.
  if (waiting.has(move.user)) return 'waiting'
  if (move.from.redis === move.to.redis) return await moveBesides(move)
  const copy = await copyUser(move)
  if (typeof copy === 'string') return copy
  waiting.add(copy)
  return 'waiting'
}

/** Of a user who goes to another cell of the same server. */
async function moveBesides(move: Move): Promise<Outcome> {
  for (let copies = 1; copies <= MAX_COPIES; copies += 1) {
    const copy = await copyUser(move)
    if (typeof copy === 'string') return copy
    if (await leaveCell(copy)) return 'moved'
  }
  return 'busy'
}

/** That server may have lost the copy meanwhile, or another one have taken its place. */
async function leaveToOtherServer(copy: UserCopy): Promise<Outcome> {
  if ((await isThere(copy)) && (await leaveCell(copy))) return 'moved'
  await stayInCell(copy)
  return 'busy'
}

type WaitingCopies = ReturnType<typeof waitingCopies>

/** Copies on another server, in the order in which they were made: each may be lost there until its time is over. */
function waitingCopies() {
  const copies = new Map<UserId, { readonly copy: UserCopy; readonly endsAt: number }>()
  let keys = 0
  const first = () => copies.values().next().value
  return {
    has: (user: UserId) => copies.has(user),
    all: () => [...copies.values()].map(({ copy }) => copy),
    first: () => first()?.copy,
    /** Until the first one may leave its cell. */
    msToGo: () => (first()?.endsAt ?? Number.POSITIVE_INFINITY) - performance.now(),
    isFull: () => copies.size >= MOST_WAITING.users || keys >= MOST_WAITING.keys,
    add(copy: UserCopy) {
      copies.set(copy.user, { copy, endsAt: performance.now() + FLUSH_MS })
      keys += copy.keys.length
    },
    remove(copy: UserCopy) {
      copies.delete(copy.user)
      keys -= copy.keys.length
    },
  }
}

/** Ends at once with the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined)
}
