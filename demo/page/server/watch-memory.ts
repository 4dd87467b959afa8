import { isDeepStrictEqual } from 'node:util'
import type { BotProcess } from '../../world/bot-process.ts'
import type {
  MemoryEvent,
  ObservedEvent,
  ObservedMemory,
  PageAnswer,
  PageMemory,
  PageRequest,
} from '../memory-events.ts'
import type { TalkEvent } from '../protocol.ts'

/** Tells what the bot remembers, as long as somebody looks; keeps of it no more than the bot does. */
export class MemoryWatch {
  readonly #bot: BotProcess
  readonly #publish: (event: MemoryEvent) => void
  readonly #memories = new Map<string, PageMemory>()
  readonly #answers = new Map<string, PageAnswer>()
  readonly #requests = new Map<string, PageRequest>()
  /** When somebody deleted or edited a message last, in milliseconds since 1970. */
  #goneAt = 0

  constructor(bot: BotProcess, publish: (event: MemoryEvent) => void) {
    this.#bot = bot
    this.#publish = publish
  }

  /** What a page that opens now has to know. */
  get all() {
    return {
      memories: [...this.#memories.values()],
      answers: [...this.#answers.values()],
      requests: [...this.#requests.values()],
    }
  }

  /** Follows the memory of these people, or of nobody: then nothing is kept of it here. */
  watch(people: readonly { readonly id: string }[]): void {
    this.#memories.clear()
    this.#answers.clear()
    this.#requests.clear()
    this.#bot.observe(
      people.map(({ id }) => id),
      event => this.#see(event),
    )
  }

  /** Drops what models were asked where somebody deletes or edits a message: it may stand in there, and the bot need not know it. */
  noteTalk(event: TalkEvent): void {
    const isEdit =
      event.kind === 'message' && event.message.author.bot !== true && event.message.edited_timestamp !== null
    if (event.kind !== 'delete' && !isEdit) return
    this.#goneAt = Date.now()
    for (const { userId, what } of this.#requests.values())
      this.#keepRequest({ userId, what, messages: [], begunAt: this.#goneAt })
  }

  #see(event: ObservedEvent): void {
    switch (event.kind) {
      case 'memory': {
        const before = this.#memories.get(event.memory.userId)
        const memory = { ...event.memory, newFactIds: newFactsIn(event.memory, before) }
        // It is read anew whenever it may have changed.
        if (isDeepStrictEqual(before, memory)) return
        this.#memories.set(memory.userId, memory)
        this.#publish({ kind: 'memory', memory })
        break
      }
      case 'answer':
        this.#answers.set(event.answer.userId, event.answer)
        this.#publish(event)
        break
      default:
        // One that was on its way when something was deleted comes too late.
        if (event.request.messages.length === 0 || event.request.begunAt > this.#goneAt)
          this.#keepRequest(event.request)
    }
  }

  #keepRequest(request: PageRequest): void {
    this.#requests.set(`${request.what} ${request.userId}`, request)
    this.#publish({ kind: 'request', request })
  }
}

/** What has come to a memory; where nothing has, what came to it before, also from a process of the bot that has ended. */
function newFactsIn({ facts }: ObservedMemory, before: PageMemory | undefined): readonly string[] {
  if (before === undefined) return []
  const known = new Set(before.facts.map(({ id }) => id))
  const come = facts.map(({ id }) => id).filter(id => !known.has(id))
  return come.length > 0 ? come : before.newFactIds.filter(id => facts.some(fact => fact.id === id))
}
