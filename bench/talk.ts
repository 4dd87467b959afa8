import { setTimeout as sleep } from 'node:timers/promises'
import type { Loopback } from '../fake-discord/loopback.ts'

/** What happened to one message, in ms of `performance.now()`. */
interface Journey {
  sentAt: number
  askedAt?: number
  tokenAt?: number
  firstCallAt?: number
}

/** Journeys of all messages of one run, by the number that each message says. */
export class Journeys {
  readonly #journeys = new Map<number, Journey>()

  sent(number: number): void {
    this.#journeys.set(number, { sentAt: performance.now() })
  }

  /** `body` is the request of a completion: its last message is the one that asks, and says the number last. */
  note(event: 'askedAt' | 'tokenAt', body: string): void {
    const at = performance.now()
    const { messages } = JSON.parse(body) as { messages: readonly { content: unknown }[] }
    const numbers = JSON.stringify(messages.at(-1)?.content).matchAll(/message (?<number>\d+)/gu)
    const journey = this.#journeys.get(Number([...numbers].at(-1)?.groups?.['number']))
    if (journey !== undefined) journey[event] ??= at
  }

  answered(number: number, at: number): void {
    const journey = this.#journeys.get(number)
    if (journey !== undefined) journey.firstCallAt = at
  }

  /** Durations from one event to another. */
  between(from: keyof Journey, to: keyof Journey): number[] {
    return [...this.#journeys.values()].flatMap(journey => {
      const [start, end] = [journey[from], journey[to]]
      return start === undefined || end === undefined ? [] : [end - start]
    })
  }
}

/** Nobody asks sooner after an answer: the bot has then heard from Discord that its answer stands. */
const PAUSE_MS = 20

let counter = 0

/** `users` people talk at once, each in a DM of their own, one message after another, for `seconds`. Returns how many were answered. */
export async function talk(discord: Loopback, users: number, seconds: number, journeys: Journeys): Promise<number> {
  const end = performance.now() + seconds * 1000
  let answered = 0
  async function oneUser(index: number): Promise<void> {
    const person = discord.user(`Visitor ${index}`)
    while (performance.now() < end) {
      counter += 1
      const number = counter
      const answer = discord.until(
        happening => happening.kind === 'message' && happening.message.author.id === discord.botId,
        { channelId: person.dmChannel.id, timeout: 60_000 },
      )
      journeys.sent(number)
      await person.dm(`This is message ${number}`)
      await answer
      journeys.answered(number, performance.now())
      if (performance.now() < end) answered += 1
      await sleep(PAUSE_MS)
    }
  }
  await Promise.all(Array.from({ length: users }, (_, index) => oneUser(index)))
  return answered
}
