import { isDeepStrictEqual } from 'node:util'
import type { BotProcess } from '../../world/bot-process.ts'
import type { MemoryEvent, PageAnswer, PageMemory, PageRequest } from '../memory-events.ts'
import type { TalkEvent } from '../protocol.ts'

/** Tells what the bot remembers, as long as somebody looks; keeps of it no more than the bot does. */
export class MemoryWatch {
  readonly #bot: BotProcess
  readonly #publish: (event: MemoryEvent) => void
  readonly #memories = new Map<string, PageMemory>()
  readonly #answers = new Map<string, PageAnswer>()
  readonly #requests = new Map<string, PageRequest>()

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
    for (const { userId, what } of this.#requests.values())
      this.#see({ kind: 'request', request: { userId, what, messages: [] } })
  }

  #see(event: MemoryEvent): void {
    if (event.kind === 'memory') {
      // It is read anew whenever it may have changed.
      if (isDeepStrictEqual(this.#memories.get(event.memory.userId), event.memory)) return
      this.#memories.set(event.memory.userId, event.memory)
    } else if (event.kind === 'answer') this.#answers.set(event.answer.userId, event.answer)
    else this.#requests.set(`${event.request.what} ${event.request.userId}`, event.request)
    this.#publish(event)
  }
}
