import { setTimeout as sleep } from 'node:timers/promises'
import type { Loopback } from '../../fake-discord/loopback.ts'
import type { Person } from '../../fake-discord/person.ts'
import { type App, startApp } from '../../src/app.ts'
import { memorySettings } from '../../src/config/settings.ts'
import type { Fact } from '../../src/memory/types.ts'
import { openRedisMemory } from '../../src/redis/open.ts'
import { faultOfAnswer, tracesIn } from './judge.ts'
import type { Dialogue, Step } from './script.ts'
import type { Stage } from './stage.ts'

/** A slow model on a small machine may take this long for one answer. */
const PATIENCE_MS = 300_000
/** By then Discord has the last edit of an answer that is written slowly. */
const LAST_EDIT_MS = 2000

/** What came of a dialogue. */
export interface Outcome {
  readonly dialogue: Dialogue
  readonly faults: readonly string[]
  readonly answers: readonly string[]
  /** What was learned of the person. */
  readonly facts: readonly Fact[]
}

/** Plays a dialogue to its end, whatever goes wrong in it, with somebody whom nobody has met. */
export async function playDialogue(stage: Stage, dialogue: Dialogue, index: number): Promise<Outcome> {
  const play = new Play(stage, `guest${index}`)
  const faults: string[] = []
  try {
    await play.start()
    for (const step of dialogue.steps) faults.push(...(await play.step(step)))
    await play.learn().catch((error: unknown) => faults.push(`learning failed: ${String(error)}`))
  } catch (error) {
    faults.push(String(error))
  } finally {
    await play.stop()
  }
  return { dialogue, faults, answers: play.answers, facts: await play.facts() }
}

/** One run: the bot under keys of its own, and somebody who talks to it. */
class Play {
  readonly #stage: Stage
  readonly #person: Person
  readonly #keyPrefix: string
  readonly #talk: string[] = []
  readonly answers: string[] = []
  #app: App | undefined

  constructor(stage: Stage, name: string) {
    this.#stage = stage
    this.#person = stage.discord.user(name)
    this.#keyPrefix = `keepsake:dialogues:${process.pid}:${name}:`
  }

  async start(): Promise<void> {
    const { config, options } = this.#stage
    const onConnectionLost = (error: Error) => options.log.error({}, error.message)
    this.#app = await startApp(config, {
      ...options,
      probesModels: false,
      keyPrefix: this.#keyPrefix,
      onConnectionLost,
    })
  }

  async stop(): Promise<void> {
    await this.#app?.stop()
    this.#app = undefined
  }

  async learn(): Promise<void> {
    await this.#app?.learnNow(this.#person.id)
  }

  async facts(): Promise<readonly Fact[]> {
    const { config, options } = this.#stage
    const settings = { ...memorySettings(config), keyPrefix: this.#keyPrefix, dataDir: options.dataDir }
    const memory = await openRedisMemory({ ...settings, onFailure: () => undefined }, options.log)
    try {
      return (await memory.userMemory.readUserData(this.#person.id)).known.facts
    } finally {
      await memory.close()
    }
  }

  /** Returns what went wrong. */
  async step(step: Step): Promise<readonly string[]> {
    if (step === 'later') {
      const failure = await this.learn().catch((error: unknown) => `learning failed: ${String(error)}`)
      await this.stop()
      await this.start()
      return failure === undefined ? [] : [failure]
    }
    if ('smallTalk' in step) {
      for (let count = 1; count <= step.smallTalk; count += 1) await this.#say(`The weather is fine, day ${count}.`)
      return []
    }
    if ('says' in step) {
      await this.#say(step.says, step.in)
      return []
    }
    const talk = this.#talk.join('\n')
    const answer = await this.#say(step.asks, step.in)
    const fault = faultOfAnswer(step, answer, talk)
    return fault === undefined ? [] : [`“${step.asks}” ${fault}: “${answer.replaceAll(/\s+/gu, ' ').slice(0, 200)}”`]
  }

  async #say(text: string, where?: 'general'): Promise<string> {
    const { discord } = this.#stage
    const message =
      where === undefined
        ? await this.#person.dm(text)
        : await this.#person.says(discord.channel(where), text, { mention: true })
    const answer = await this.#wholeAnswer(message)
    this.#talk.push(text, answer)
    this.answers.push(answer)
    return answer
  }

  /** An answer that is still being written looks like a short one: it is whole when the model has ended it. */
  async #wholeAnswer(message: Parameters<Loopback['reply']>[0]): Promise<string> {
    const { discord, model } = this.#stage
    const begun = await discord.reply(message, { timeout: PATIENCE_MS })
    const wasSlow =
      (model.calls.findLast(({ kind }) => kind === 'answer')?.endedAt ?? Infinity) > performance.now() - 100
    if (!wasSlow) return begun.content
    await model.idle()
    await sleep(LAST_EDIT_MS)
    return (await discord.reply(message, { timeout: PATIENCE_MS })).content
  }
}

/** The facts that tell nothing of what was said to be remembered. */
export function junkOf({ dialogue, facts }: Outcome): readonly string[] {
  return facts.flatMap(({ text }) => (dialogue.facts.some(pattern => pattern.test(text)) ? [] : [text]))
}

/** The answers that show what no answer may, each with what it shows. */
export function tracesOf({ dialogue, answers }: Outcome): readonly string[] {
  const said = dialogue.steps.map(step => (typeof step === 'object' && 'says' in step ? step.says : '')).join('\n')
  return answers.flatMap(answer =>
    tracesIn(answer, said).map(kind => `${kind}: “${answer.replaceAll(/\s+/gu, ' ').slice(0, 120)}”`),
  )
}
