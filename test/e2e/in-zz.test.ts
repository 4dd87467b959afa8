import { test } from './story.ts'
test('x', async ({ discord, bot }) => {
  const orig = globalThis.SyntaxError
  const { InteractionResponses } = {} as never
  void orig; void InteractionResponses
  const cp = await import('../../node_modules/discord.js/src/structures/ChatInputCommandInteraction.js' as string)
  const P = cp.default ?? cp.ChatInputCommandInteraction
  for (const name of ['deferReply', 'editReply']) {
    const f = P.prototype[name]
    P.prototype[name] = async function (...a: never[]) { try { return await f.apply(this, a) } catch (e) { console.log(name, (e as Error).stack); throw e } }
  }
  await discord.user('Ada').command('listen', { state: 'on' }, { in: discord.channel('general'), timeout: 2000 }).catch(e => console.log(e.message))
  void bot
})
