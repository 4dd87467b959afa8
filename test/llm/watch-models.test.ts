import { expect, onTestFinished, test } from 'vitest'
import type { ConfiguredModel } from '../../src/llm/probe.ts'
import { troubleOf, watchModels } from '../../src/llm/watch-models.ts'
import { silentLogger } from '../support/silent-logger.ts'

const trouble = { failure: 'quota', line: 'the credit is used up' } as const
const AT_ONCE = { first: 1, longest: 1 }

/** A model that fails so many times before it works; `tried(n)` resolves when it was asked so often. */
function modelThatFails(times: number, part: ConfiguredModel['part'] = 'chat') {
  let asked = 0
  const waits: { readonly count: number; readonly resolve: () => void }[] = []
  const standing = () => (asked <= times && asked > 0 ? trouble : undefined)
  const model: ConfiguredModel = {
    ...{ part, host: 'models.example', model: 'small', name: 'small', standing },
    contextTokens: () => undefined,
    async probe() {
      asked += 1
      for (const { count, resolve } of waits) if (asked >= count) resolve()
      const found = standing()
      return { ms: 1, ...(found && { trouble: found }) }
    },
  }
  const tried = (count: number) => new Promise<void>(resolve => void waits.push({ count, resolve }))
  return { model, tried, asked: () => asked }
}

test('a model that does not work is asked again until it does', async () => {
  const { model, tried, asked } = modelThatFails(2)
  const third = tried(3)
  const watch = watchModels([model], silentLogger, AT_ONCE)
  onTestFinished(watch.stop)

  await watch.settled
  expect(model.standing()).toEqual(trouble)
  await third
  expect(model.standing()).toBeUndefined()
  expect(asked()).toBe(3)
})

test('a part works if one of its models does', () => {
  const [works, fails, learns] = [modelThatFails(0), modelThatFails(9), modelThatFails(9, 'learning')]
  const models = [works, fails, learns].map(({ model }) => model)
  for (const model of models) void model.probe(AbortSignal.timeout(1000))

  expect(troubleOf(models, 'chat')).toBeUndefined()
  expect(troubleOf(models, 'learning')).toEqual(trouble)
  expect(troubleOf(models, 'embeddings')).toBeUndefined()
})
