import { expect } from 'vitest'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import type { ExtractionCall } from '../support/extraction-call.ts'
import { test } from '../support/running-bot.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const linkTo = ({ guild_id, channel_id, id }: StoredMessage) =>
  `https://discord.com/channels/${guild_id ?? '@me'}/${channel_id}/${id}`

/** A cheap model that makes facts of the asker of whatever it is shown, with a quote of anybody's. */
const greedy = (asked: string) => (extraction: ExtractionCall) =>
  extraction.gives({
    facts: ['I keep bees in Tampere', 'Bob keeps bees in Tampere', asked].map(quote => ({
      ...extraction.fact(asked, 'The user keeps bees in Tampere.', { kind: 'personal' }),
      quote,
    })),
  })

test('what one replies to, links or is told of others becomes nothing that is known of oneself', async ({
  discord,
  bot,
  model,
  general,
  ada,
  bob,
}) => {
  const said = await bob.says(general, 'I keep bees in Tampere')
  model.otherwise = call => call.says('Bob keeps bees in Tampere.').ends()
  model.otherwiseExtracts = greedy('exactly')

  await discord.reply(await ada.says(general, 'what does he say?', { mention: true, replyTo: said }))
  await discord.reply(await ada.says(general, `yes, exactly ${linkTo(said)}`, { mention: true }))
  await bot.learned(ada)

  expect(model.extractions[0]?.request).not.toContain('I keep bees')
  expect(await readStoredFacts(bot, ada)).toEqual([])
})

test('who asks to remember what somebody else said gets nothing kept of it', async ({
  discord,
  bot,
  model,
  general,
  ada,
  bob,
}) => {
  const said = await bob.says(general, 'I keep bees in Tampere')
  model.plays(
    call => call.uses('remember', { quote: 'I keep bees in Tampere' }),
    call => call.says('Done.').ends(),
  )
  model.otherwiseExtracts = greedy('remember that')

  await discord.reply(await ada.says(general, 'remember that, please', { mention: true, replyTo: said }))
  await bot.learned(ada)

  expect(model.extractions).toHaveLength(1)
  expect(await readStoredFacts(bot, ada)).toEqual([])
})
