import { type APIOverwrite, type APITextChannel, ChannelType, OverwriteType, PermissionFlagsBits } from 'discord.js'
import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Person } from '../../../fake-discord/person.ts'
import { changeRole, closeRole, openRole } from '../../../fake-discord/roles.ts'
import type { Channel } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import type { ModelServer } from '../support/model-server.ts'
import { sayAndSeedFact } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'

const { Connect, ReadMessageHistory, SendMessages, SendMessagesInThreads, ViewChannel } = PermissionFlagsBits
/** What everyone may do in a server into which nobody looks without a role. */
const CLOSED = SendMessages | SendMessagesInThreads | ReadMessageHistory

const overwrite = (id: string, type: OverwriteType, rights: { allow?: bigint; deny?: bigint }): APIOverwrite => ({
  ...{ id, type },
  allow: String(rights.allow ?? 0n),
  deny: String(rights.deny ?? 0n),
})
const role = ({ id }: { id: string }, allow: bigint) => overwrite(id, OverwriteType.Role, { allow })
const denial = ({ id }: { id: string }, deny: bigint, type = OverwriteType.Role) => overwrite(id, type, { deny })

/** A server into which nobody looks without a role; Bob and Cleo have it, and so has the bot. */
function closeServer(discord: Loopback, bob: Person, cleo: Person) {
  const { world, guild } = discord
  const verified = openRole(world, guild, { name: 'verified', members: [bob, cleo, { id: discord.botId }] })
  changeRole(world, guild, guild.id, CLOSED)
  const open = (name: string, more: APIOverwrite[] = []) =>
    discord.createChannel({ name, overwrites: [role(verified, ViewChannel), ...more] })
  return { verified, open }
}

/** What the model reads when somebody asks about the cat they told of. */
async function promptIn(discord: Loopback, model: ModelServer, person: Person, channel: Channel): Promise<string> {
  await discord.reply(await person.says(channel, 'what is my cat called?', { mention: true }))
  return model.calls.at(-1)?.text ?? ''
}

describe('a server that lets people in by a role', () => {
  test('shares what is told in one of its channels with the next, voice and threads too, also after a restart', async ({
    discord,
    bot,
    model,
    bob,
    cleo,
  }) => {
    const { open, verified } = closeServer(discord, bob, cleo)
    const [cats, dogs] = [open('cats'), open('dogs')]
    const overwrites = [role(verified, ViewChannel)]
    const voice = discord.createChannel({ name: 'lounge', type: ChannelType.GuildVoice, overwrites })
    changeRole(discord.world, discord.guild, discord.guild.id, CLOSED | Connect)
    const forum = discord.createChannel({ name: 'help', type: ChannelType.GuildForum, overwrites })
    const post = discord.createThread(forum, { name: 'a post', owner: bob })
    await sayAndSeedFact({ discord, bot }, [bob, cats], 'My cat is called Miso.')

    const before = await promptIn(discord, model, bob, dogs)
    await bot.restart()
    const after = [voice, post, discord.createThread(dogs, { name: 'puppies', owner: bob })]

    expect(before).toContain('Miso')
    for (const place of after) expect(await promptIn(discord, model, bob, place)).toContain('Miso')
  })

  test('keeps what is told among some of its members from all of them', async ({ discord, bot, model, bob, cleo }) => {
    const { open } = closeServer(discord, bob, cleo)
    const few = open('few', [denial(cleo, ViewChannel, OverwriteType.Member)])
    const all = open('all')
    await sayAndSeedFact({ discord, bot }, [bob, few], 'My cat is called Miso.')

    expect(await promptIn(discord, model, bob, all)).not.toContain('Miso')
    expect(await promptIn(discord, model, bob, few)).toContain('Miso')
    expect(await promptIn(discord, model, bob, bob.dmChannel)).toContain('Miso')
  })

  test('takes an answer under way back where its channel opens to others meanwhile', async ({
    discord,
    bot,
    model,
    bob,
    cleo,
  }) => {
    const { open, verified } = closeServer(discord, bob, cleo)
    const few = open('few', [denial(cleo, ViewChannel, OverwriteType.Member)])
    await sayAndSeedFact({ discord, bot }, [bob, few], 'My cat is called Miso.')
    const asked = model.nextCall()
    const question = await bob.says(few, 'what is my cat called?', { mention: true })
    const call = await asked

    discord.changeChannel(few, { overwrites: [role(verified, ViewChannel)] })
    await discord.reply(await bob.dm('hello')) // what Discord tells comes in order
    call.says('It is Miso, of course.').ends()
    const { content } = await discord.reply(question)

    expect(call.text).toContain('Miso')
    expect(content).toBe(en.answers.readersChanged)
    expect(JSON.stringify(discord.messages(few))).not.toContain('of course')
  })

  test('tells whoever asks where that is, by the names of channels', async ({ discord, bot, bob, cleo }) => {
    const { open } = closeServer(discord, bob, cleo)
    const [cats] = [open('cats'), open('dogs')]
    const alone = open('alone', [denial(cleo, ViewChannel, OverwriteType.Member)])
    await sayAndSeedFact({ discord, bot }, [bob, cats], 'My cat is called Miso.')
    await sayAndSeedFact({ discord, bot }, [bob, alone], 'My dog is called Ramen.')

    const cat = await bob.command('whatdoyouknow', { about: 'cat' }, { in: bob.dmChannel })
    const dog = await bob.command('whatdoyouknow', { about: 'dog' }, { in: bob.dmChannel })

    expect(cat.text).toContain(en.scopes.channels(`<#${cats.id}>`))
    expect(dog.text).toContain(en.scopes.channel(`<#${alone.id}>`))
  })
})

describe('what is told where somebody is shut out is not told where they read', () => {
  const places: [string, (discord: Loopback, cleo: Person) => APITextChannel][] = [
    [
      'one by one',
      (discord, cleo) =>
        discord.createChannel({ name: 'x', overwrites: [denial(cleo, ViewChannel, OverwriteType.Member)] }),
    ],
    [
      'by a role',
      (discord, cleo) => {
        const muted = openRole(discord.world, discord.guild, { name: 'quiet', members: [cleo] })
        return discord.createChannel({ name: 'x', overwrites: [denial(muted, ViewChannel)] })
      },
    ],
    [
      'from a voice channel',
      discord =>
        discord.createChannel({
          ...{ name: 'x', type: ChannelType.GuildVoice },
          overwrites: [denial(discord.guild, Connect)],
        }),
    ],
    [
      'from a stage',
      discord =>
        discord.createChannel({
          ...{ name: 'x', type: ChannelType.GuildStageVoice },
          overwrites: [denial(discord.guild, Connect)],
        }),
    ],
    [
      'from the history',
      discord => {
        const bots = overwrite(discord.botId, OverwriteType.Member, { allow: ReadMessageHistory })
        return discord.createChannel({ name: 'x', overwrites: [denial(discord.guild, ReadMessageHistory), bots] })
      },
    ],
    ['by age', discord => discord.createChannel({ name: 'x', isAgeRestricted: true })],
  ]

  test.for(places)('%s', async ([, open], { discord, bot, model, bob, cleo, general }) => {
    const there = open(discord, cleo)
    await discord.reply(await bob.says(there, 'My cat is called Miso.', { mention: true }))
    await seedMemory(bot, bob, there, {
      facts: [{ text: 'The cat of the user is called Miso.' }],
      statements: [{ field: 'attr:pet', value: 'Miso' }],
      summary: 'They spoke of Miso.',
    })

    expect(await promptIn(discord, model, bob, general)).not.toContain('Miso')
    expect(await promptIn(discord, model, bob, there)).toContain('Miso')
    if (Number(there.type) !== ChannelType.GuildText) return
    const thread = discord.createThread(there, { name: 'y', owner: bob })
    expect(await promptIn(discord, model, bob, thread)).toContain('Miso')
  })

  test('in a private thread', async ({ discord, bot, model, bob, general }) => {
    const thread = discord.createThread(general, { name: 'y', isPrivate: true, owner: bob })
    await sayAndSeedFact({ discord, bot }, [bob, thread], 'My cat is called Miso.')

    expect(await promptIn(discord, model, bob, general)).not.toContain('Miso')
    expect(await promptIn(discord, model, bob, thread)).toContain('Miso')
  })
})

describe('while the bot runs', () => {
  test('whom a channel lets in later is not told what was said there before, and whoever stays is', async ({
    discord,
    bot,
    model,
    bob,
    cleo,
    staff,
  }) => {
    await sayAndSeedFact({ discord, bot }, [bob, staff], 'My cat is called Miso.')
    const overwrites = staff.permission_overwrites ?? []
    const guests = openRole(discord.world, discord.guild, { name: 'guests', members: [cleo] })

    discord.changeChannel(staff, { overwrites: [...overwrites, role(guests, ViewChannel)] })
    const open = await promptIn(discord, model, bob, staff)
    discord.changeChannel(staff, { overwrites: [...overwrites, denial(cleo, ViewChannel, OverwriteType.Member)] })
    const closed = await promptIn(discord, model, bob, staff)
    await bot.restart()

    expect(open).not.toContain('Miso')
    expect(closed).toContain('Miso')
    expect(await promptIn(discord, model, bob, staff)).toContain('Miso')
  })

  test('a role that may view all channels from now on, or is deleted, counts from now on', async ({
    discord,
    bot,
    model,
    bob,
    cleo,
  }) => {
    const { world, guild } = discord
    const curious = openRole(world, guild, { name: 'curious', members: [cleo] })
    const shunned = openRole(world, guild, { name: 'shunned', members: [cleo] })
    openRole(world, guild, { name: 'helpers', permissions: ViewChannel, members: [bob] })
    changeRole(world, guild, guild.id, CLOSED)
    discord.setRoles({ id: discord.botId }, 'helpers', 'Keepsake')
    const help = discord.createChannel({ name: 'help' })
    await sayAndSeedFact({ discord, bot }, [bob, help], 'My cat is called Miso.')

    const first = await promptIn(discord, model, bob, help)
    changeRole(world, guild, curious.id, ViewChannel)
    const second = await promptIn(discord, model, bob, help)
    closeRole(world, guild, curious)
    const third = await promptIn(discord, model, bob, help)

    expect([first, second, third].map(text => text.includes('Miso'))).toEqual([true, false, true])

    // Whoever had a role that was denied could not read what was said then, whatever became of it.
    const guarded = discord.createChannel({ name: 'guarded', overwrites: [denial(shunned, ViewChannel)] })
    await sayAndSeedFact({ discord, bot }, [bob, guarded], 'My dog is called Ramen.')
    closeRole(world, guild, shunned)
    discord.changeChannel(guarded, { overwrites: [] })
    expect(await promptIn(discord, model, bob, guarded)).not.toContain('Ramen')
    expect(await promptIn(discord, model, bob, bob.dmChannel)).toContain('Ramen')
  })
})
