import { expect, test } from 'vitest'
import { createPromptBuilder, type PromptDependencies } from '../../../src/discord/answering/build-prompt.ts'
import { emptySnapshot, incomingQuestion } from '../support/incoming-question.ts'

const tool = { name: 'remember', description: '', parameters: {}, run: async () => '' }
const dependencies: PromptDependencies = {
  persona: 'You are Keepsake.',
  budget: {
    contextTokens: 8000,
    responseTokens: 1000,
    memoryTokens: 1500,
    profileTokens: 400,
    summaryTokens: 500,
    channelTokens: 2500,
  },
  conversations: { readSnapshot: async () => emptySnapshot },
  chatTools: () => ({
    tools: [tool],
    tokens: 100,
    button: () => undefined,
    keptWords: () => [],
    toolNotices: () => [],
    offerRequested: async () => undefined,
  }),
  index: { nearest: async () => [] },
  embedder: { embed: async () => undefined },
  now: Date.now,
  timeZone: 'UTC',
  onFailure: error => {
    throw error
  },
}
const buildPrompt = createPromptBuilder(dependencies)
const nothingAround = { replyChain: [], shown: [], starter: [], linked: [], spoken: [], channel: [], attachments: [] }
const noContext = Promise.resolve(nothingAround)

test('the prompt ends with who says what; tools are offered where it is kept', async () => {
  const message = incomingQuestion('Do you know me?')
  const kept = await buildPrompt(message, noContext, emptySnapshot)
  const unkept = await buildPrompt(message, noContext, { ...emptySnapshot, retention: 'paused' })

  expect(kept.messages.at(-1)?.content).toMatch(/Ada:\]\nDo you know me\?$/u)
  expect(kept.tools?.offered).toEqual([tool])
  expect(unkept.tools).toBeUndefined()
})

test('where somebody lives is told by their time zone in a direct message alone', async () => {
  const snapshot = { ...emptySnapshot, settings: { isPaused: false, timeZone: 'Pacific/Auckland' } }
  const place = { kind: 'server', guild: 'The server', channel: 'general' } as const

  const inDm = await buildPrompt(incomingQuestion('What time is it?'), noContext, snapshot)
  const inServer = await buildPrompt(incomingQuestion('What time is it?', { place }), noContext, snapshot)

  expect(inDm.messages.at(-1)?.content).toContain('Auckland')
  expect(JSON.stringify(inServer.messages)).not.toMatch(/Auckland|22:00/u)
})

test('a mention without words is told to the model as such', async () => {
  const message = incomingQuestion('')
  const prompt = await buildPrompt(message, noContext, undefined)

  expect(prompt.messages.at(-1)?.content).toContain('only a mention of you')
})

test('what a message replies to is quoted unless the window holds it', async () => {
  const message = incomingQuestion('Why?')
  const quoted = { id: '90', author: 'Bob', text: 'Because of the rain.', saidAt: 0 }
  const context = Promise.resolve({ ...nothingAround, replyChain: [quoted] })
  const turn = { role: 'user', id: '90', text: quoted.text, saidAt: 0, scope: 'dm', rev: 0 } as const

  const alone = await buildPrompt(message, context, emptySnapshot)
  const inWindow = await buildPrompt(message, context, { ...emptySnapshot, window: [turn] })

  expect(alone.messages.at(-1)?.content).toContain('> Because of the rain.')
  expect(inWindow.messages.at(-1)?.content).not.toContain('> Because of the rain.')
})
