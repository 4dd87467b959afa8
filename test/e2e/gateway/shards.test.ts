import { expect } from 'vitest'
import { shardOf } from '../../../fake-discord/snowflake.ts'
import { test as story } from '../support/fixtures.ts'

const test = story.extend('loopback', { shards: 2 })

test('a bot of two shards answers in direct messages and in the servers of both', async ({
  discord,
  model,
  bot,
  ada,
}) => {
  const guilds = [discord.guild]
  while (new Set(guilds.map(({ id }) => shardOf(id, 2))).size < 2)
    guilds.push(discord.createGuild({ name: `Server ${guilds.length}` }))
  await bot.restart() // hears of all servers at the start

  const questions = [await ada.dm('in private')]
  for (const guild of guilds) {
    questions.push(await ada.says(discord.channel('general', guild), `in ${guild.name}`, { mention: true }))
  }
  const replies = await Promise.all(questions.map(question => discord.reply(question)))

  expect(new Set(discord.gateway.sessions.map(({ shard }) => shard))).toEqual(new Set([0, 1]))
  expect(replies.map(({ content }) => content)).toEqual([
    'You said: in private',
    ...guilds.map(({ name }) => `You said: in ${name}`),
  ])
  expect(model.calls).toHaveLength(questions.length)
})
