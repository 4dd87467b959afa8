import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { messageOf } from '../support/panels.ts'
import { PROCESS_PATIENCE, test } from '../support/process-fixtures.ts'

const { forget } = en
/** It stands in everything that is said, learned and looked for here, and in nothing else. */
const MARK = 'quokkaberry'

/** The pieces of text around each place where some words stand in a file. */
async function around(file: string, words: string): Promise<string[]> {
  const found: string[] = []
  let rest = ''
  for await (const piece of createReadStream(file, 'utf8')) {
    const text: string = rest + piece
    for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1))
      found.push(text.slice(Math.max(0, at - 80), at + 120))
    rest = text.slice(-words.length + 1)
  }
  return found
}

test('nothing of what is forgotten stays in the process', { timeout: 90_000 }, async ({
  discord,
  model,
  program,
  ada,
  general,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-heap-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  model.otherwiseExtracts = extraction => {
    const turns = extraction.turns.filter(({ number }) => extraction.learnFrom.includes(number))
    extraction.gives({ facts: turns.map(({ text }) => extraction.fact(text, `The user said: ${text}`)) })
  }
  await program.start({ MEMORY_TOKENS: '60', NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${folder}` })
  for (const pet of ['cat', 'dog'])
    await discord.reply(
      await ada.dm(`My ${pet} is called ${MARK}, the ${pet} of all the ${pet}s in the wide world.`),
      PROCESS_PATIENCE,
    )
  await discord.reply(await ada.says(general, `The ${MARK} is here.`, { mention: true }), PROCESS_PATIENCE)
  await ada.command('whatdoyouknow', {}, PROCESS_PATIENCE)
  await ada.command('whatdoyouknow', { about: MARK }, PROCESS_PATIENCE)
  await discord.reply(await ada.dm(`How is ${MARK}?`), PROCESS_PATIENCE)
  await ada.command('forget', { what: 'this conversation' }, PROCESS_PATIENCE)
  const everything = await ada.command('forget', { what: 'everything' }, PROCESS_PATIENCE)
  const form = await ada.clicks(messageOf(everything), forget.everythingButton, PROCESS_PATIENCE)
  const receipt = await ada.submits(form, { phrase: forget.phrase }, PROCESS_PATIENCE)
  for (const hello of ['Hello.', 'How are you?']) await discord.reply(await ada.dm(hello), PROCESS_PATIENCE)
  program.signal('SIGUSR2')
  await discord.reply(await ada.dm('Bye.'), PROCESS_PATIENCE)

  const [snapshot = ''] = await readdir(folder)

  expect(receipt.text).toContain(forget.lookedAgain)
  expect(receipt.text).toContain(forget.goneFacts(3))
  expect(model.embeddings.map(({ input }) => input).join()).toContain(MARK)
  expect(await around(join(folder, snapshot), MARK)).toEqual([])
})
