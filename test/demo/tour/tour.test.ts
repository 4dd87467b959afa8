import { test as base, expect } from 'vitest'
import type { BotState } from '../../../demo/page/protocol.ts'
import type { TourState } from '../../../demo/tour/state.ts'
import { tourSteps } from '../../../demo/tour/steps.ts'
import { Tour } from '../../../demo/tour/tour.ts'

/** A tour whose steps the test itself brings to their ends. */
class Stage {
  readonly states: TourState[] = []
  readonly learned: string[] = []
  readonly tour: Tour
  #began = Promise.withResolvers<PromiseWithResolvers<void>>()
  #tellBot: (state: BotState) => void = () => undefined

  constructor(pace: { readonly readMs?: number; readonly patienceMs?: number } = {}) {
    const ready: BotState = { is: 'ready', since: 0, starts: 1 }
    const bot = {
      state: ready,
      learn: async (users: readonly string[]) => void this.learned.push(...users),
      watch: (watcher: (state: BotState) => void) => {
        this.#tellBot = watcher
        return () => undefined
      },
    }
    const port = {
      perform: () => {
        const step = Promise.withResolvers<void>()
        this.#began.resolve(step)
        return step.promise
      },
    }
    const onState = (state: TourState) => void this.states.push(state)
    this.tour = new Tour({ bot, port, tourist: '7', readMs: 0, onState, ...pace })
  }

  /** Resolves when the next step is being done, with how it ends. */
  async step(): Promise<PromiseWithResolvers<void>> {
    const step = await this.#began.promise
    this.#began = Promise.withResolvers()
    return step
  }

  loseBot(): void {
    this.#tellBot({ is: 'gone', since: 0, starts: 1, why: 'Its process was ended by SIGKILL.' })
  }
}

const test = base.extend<{ stage: Stage }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  stage: async ({}, use) => use(new Stage()),
})

test('shows one step after the other, learns what was told, and says when it is over', async ({ stage }) => {
  const over = stage.tour.start()
  for (const _ of tourSteps) (await stage.step()).resolve()
  await over

  expect(stage.states.slice(0, -1).map(({ step, line }) => [step, line])).toEqual(
    tourSteps.map(({ look }, index) => [index + 1, look]),
  )
  expect(stage.tour.state).toMatchObject({ is: 'over', line: expect.stringContaining('That was the tour') })
  expect(stage.learned).toEqual(tourSteps.filter(({ act }) => act.kind === 'tell').map(() => '7'))
})

test('held, the step under way ends and no other begins before it goes on', async ({ stage }) => {
  const over = stage.tour.start()
  const first = await stage.step()
  stage.tour.hold()
  first.resolve()
  expect(stage.tour.state).toMatchObject({ is: 'held', step: 1 })
  await new Promise(resolve => setImmediate(resolve))
  expect(stage.tour.state).toMatchObject({ is: 'held', step: 1 })

  stage.tour.goOn()
  await stage.step()

  expect(stage.tour.state).toMatchObject({ is: 'running', step: 2 })
  stage.tour.end()
  await over
})

test('takes no time for reading after a step during which somebody asked for the next one', async () => {
  const stage = new Stage({ readMs: 3_600_000 })
  const { tour } = stage
  const over = tour.start()
  const first = await stage.step()
  tour.goOn()
  expect(tour.state).toMatchObject({ is: 'running', step: 1 })
  first.resolve()
  await stage.step()

  expect(tour.state).toMatchObject({ is: 'running', step: 2 })
  tour.end()
  await over
})

test('can be ended in the middle of a step, and begun anew', async ({ stage }) => {
  const over = stage.tour.start()
  await stage.step()
  stage.tour.end()
  await over
  expect(stage.tour.state).toMatchObject({ is: 'over', step: 1, line: expect.stringContaining('has ended') })

  const again = stage.tour.start()
  ;(await stage.step()).resolve()
  await stage.step()
  expect(stage.tour.state).toMatchObject({ is: 'running', step: 2 })
  stage.tour.end()
  await again
})

test('is not begun twice', async ({ stage }) => {
  const over = stage.tour.start()
  await stage.step()
  await stage.tour.start()

  expect(stage.states).toHaveLength(1)
  stage.tour.end()
  await over
})

test('lets go and says why where the bot dies', async ({ stage }) => {
  const over = stage.tour.start()
  await stage.step()
  stage.loseBot()
  await over

  expect(stage.tour.state).toMatchObject({ is: 'over', line: expect.stringMatching(/gone.*SIGKILL/u) })
})

test('lets go where the bot dies while somebody reads', async () => {
  const stage = new Stage({ readMs: 3_600_000 })
  const over = stage.tour.start()
  ;(await stage.step()).resolve()
  await new Promise(resolve => setImmediate(resolve))
  stage.loseBot()
  await over

  expect(stage.tour.state).toMatchObject({ is: 'over', step: 1, line: expect.stringMatching(/gone.*SIGKILL/u) })
})

test('lets go and says why where a step can’t be done, or does not come in time', async ({ stage }) => {
  const over = stage.tour.start()
  ;(await stage.step()).reject(new Error('There is nothing to click here any more.\n  at length'))
  await over
  expect(stage.tour.state).toMatchObject({ is: 'over', line: 'There is nothing to click here any more.' })

  const impatient = new Stage({ patienceMs: 10 })
  await impatient.tour.start()
  expect(impatient.tour.state).toMatchObject({ is: 'over', line: expect.stringContaining('Nothing came for 0.01 s') })
})
