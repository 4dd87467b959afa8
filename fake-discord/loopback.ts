import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { APIApplicationCommand, APIEmbed, APITextChannel, MessageType, Snowflake } from 'discord-api-types/v10'
import {
  addToThread,
  admitBot,
  changeChannel,
  changeRoles,
  changeThread,
  closeChannel,
  denyMember,
  dismissBot,
} from './changes.ts'
import { type Fault, Faults } from './faults.ts'
import { Gateway } from './gateway/gateway.ts'
import { type Happening, Happenings, type Patience, type RecordedRequest } from './happenings.ts'
import { Interactions } from './interactions/interactions.ts'
import { announce, post, preview, remove } from './messages/messages.ts'
import { type Enclosed, enclose } from './messages/said.ts'
import { People } from './people.ts'
import type { Person } from './person.ts'
import { type NewChannel, openChannel, openGroupDm, openSmallGuild } from './places.ts'
import { type Reply, waitForReply } from './replies.ts'
import { serveFiles } from './rest/cdn.ts'
import { RateLimits } from './rest/rate-limits.ts'
import { Rest } from './rest/rest.ts'
import { allRoutes } from './rest/routes/all.ts'
import { defaults, type Settings } from './settings.ts'
import { fixedSnowflake, Snowflakes } from './snowflake.ts'
import { buildStandardWorld } from './standard-world.ts'
import type { Channel, StoredGuild, StoredMessage, Thread } from './stored.ts'
import { createThread, type NewThread } from './threads.ts'
import { makeUser } from './users.ts'
import { World } from './world.ts'

export type LoopbackOptions = Partial<Settings>

/** Starts a Discord of one's own on 127.0.0.1: gateway, REST and CDN, with the standard world in it. */
export async function startLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const loopback = new Loopback({ ...defaults, ...options })
  await loopback.listening
  return loopback
}

/** A Discord of one's own: what tests, demo and bench drive and watch. */
export class Loopback {
  readonly token: string
  readonly world: World
  readonly gateway: Gateway
  readonly rest: Rest
  readonly interactions: Interactions
  readonly faults = new Faults()
  readonly limits: RateLimits
  /** The standard server, "Keepsake's place". */
  readonly guild: StoredGuild
  /** Resolves when the port is open; `startLoopback` has waited for it. */
  readonly listening: Promise<void>
  readonly #server: Server
  readonly #people: People

  constructor(options: Settings) {
    this.token = options.token
    this.limits = new RateLimits(options.requestsPerSecond, options.channelLimits)
    const happenings = new Happenings()
    this.world = new World({
      bot: makeUser(fixedSnowflake('bot'), 'Keepsake', { bot: true }),
      origin: () => this.#origin,
      ids: new Snowflakes(),
      happenings,
      dispatch: event => this.gateway?.dispatch(event),
      historyLimit: options.history,
    })
    this.interactions = new Interactions(this.world, options)
    this.guild = buildStandardWorld(this.world)
    this.#people = new People(this.world, this.interactions, this.guild)
    this.rest = new Rest(
      { token: options.token, limits: this.limits, faults: this.faults, happenings, logLimit: options.requestLog },
      allRoutes(this.world, this.interactions, {
        gatewayUrl: () => this.gateway.url,
        shards: options.shards,
        concurrentStarts: options.concurrentStarts,
        owner: this.user('Ada').user,
        readsContent: options.privilegedIntents,
      }),
    )
    serveFiles(this.rest.app, this.world)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.listening = promise
    this.#server = serve(
      { fetch: this.rest.app.fetch, hostname: '127.0.0.1', port: options.port, overrideGlobalObjects: false },
      () => resolve(),
    ) as Server
    this.gateway = new Gateway(this.#server, this.world, options)
  }

  /** What the bot calls DISCORD_API_URL. */
  get url(): string {
    return `${this.#origin}/api`
  }

  get botId(): Snowflake {
    return this.world.bot.id
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** All requests of the bot, oldest first, up to `requestLog` of them. */
  get requests(): readonly RecordedRequest[] {
    return this.rest.requests
  }

  /** A channel or thread of the standard server by its name; of another server, if given. */
  channel(name: string, guild: StoredGuild = this.guild): APITextChannel | Thread {
    const found = [...guild.channels.values(), ...guild.threads.values()].find(channel => channel.name === name)
    if (found === undefined) throw new Error(`There is no channel "${name}" in ${guild.name}.`)
    return found
  }

  createChannel(channel: NewChannel & { guild?: StoredGuild }): APITextChannel {
    return openChannel(this.world, channel.guild ?? this.guild, channel)
  }

  /** Opens a thread, or a post of a forum: alone, from a message of the channel, or with what its owner says first. */
  createThread(parent: APITextChannel, thread: Omit<NewThread, 'owner'> & { owner?: Person }): Thread {
    return createThread(this.world, parent, { owner: this.user('Ada'), ...thread })
  }

  /**
   * Opens a server with a #general. Without the bot in it, people can still bring its commands along. `isFixed`: with the same
   * ids each time, by its name.
   */
  createGuild(asked: {
    name: string
    owner?: Person
    members?: readonly Person[]
    withBot?: boolean
    isFixed?: boolean
  }): StoredGuild {
    const { owner = this.user('Ada'), members = [], withBot = true, ...guild } = asked
    const people = { owner: owner.user, members: members.map(({ user }) => user) }
    return openSmallGuild(this.world, { ...guild, ...people, hasBot: withBot })
  }

  /** Somebody by name: the same one each time, made a member of the standard server if they are new. */
  user(name: string): Person {
    return this.#people.human(name)
  }

  /** What is stored of a channel, oldest first. */
  messages(channel: { id: Snowflake }): readonly StoredMessage[] {
    return this.world.history(channel.id).messages
  }

  /** Waits for the bot's finished answer to a message: its last part there is has no Stop button any more. */
  reply(to: StoredMessage, patience: Patience = {}): Promise<Reply> {
    return waitForReply(this.world, to, patience)
  }

  /** Resolves with the first happening from now on that satisfies the predicate. */
  until<T extends Happening>(predicate: (happening: Happening) => happening is T, patience?: Patience): Promise<T>
  until(predicate: (happening: Happening) => boolean, patience?: Patience): Promise<Happening>
  until(predicate: (happening: Happening) => boolean, patience: Patience = {}): Promise<Happening> {
    return this.world.happenings.next(
      happening => (predicate(happening) ? happening : undefined),
      predicate.toString(),
      patience,
    )
  }

  /** Calls the listener on all that happens, in one channel or everywhere, until the returned function is called. */
  watch(listener: (happening: Happening) => void, channel?: Channel): () => void {
    return this.world.happenings.watch(listener, channel?.id)
  }

  /** Somebody else's bot. */
  otherBot(name: string): Person {
    return this.#people.bot(name)
  }

  /** Posts as a webhook does: by an author who is no user. */
  webhookSays(channel: Channel, content: string, name = 'Webhook', enclosed: Enclosed = {}): StoredMessage {
    const author = makeUser(fixedSnowflake(`webhook ${name} in ${channel.id}`), name, { bot: true })
    return post(this.world, channel, { ...enclose(this.world, enclosed), author, webhook_id: author.id, content })
  }

  /** Posts one of Discord's own messages: somebody joined, a message was pinned, a thread was opened. */
  systemMessage(channel: Channel, type: MessageType, about: Person = this.user('Ada'), content = ''): StoredMessage {
    return post(this.world, channel, { author: about.user, type, content })
  }

  /** Puts the preview of a link under a message, as Discord does a moment after it was sent. */
  showPreview(message: StoredMessage, url: string, embed: Omit<APIEmbed, 'url'> = { title: url }): void {
    const channel = this.world.channels.get(message.channel_id)
    if (channel !== undefined) preview(this.world, channel, message, { url, ...embed })
  }

  /** Deletes messages of one channel; several at once as a moderator's clean-up does (MESSAGE_DELETE_BULK). */
  deleteMessages(channel: Channel, messages: readonly { id: Snowflake }[]): void {
    const ids = messages.map(({ id }) => id)
    remove(this.world, channel, ids)
  }

  /** Changes a channel's name or who may do what in it. */
  changeChannel(channel: APITextChannel, change: Parameters<typeof changeChannel>[2]): void {
    changeChannel(this.world, channel, change)
  }

  /** Changes a thread's name, archives or locks it. */
  changeThread(thread: Thread, change: { name?: string; archived?: boolean; locked?: boolean }): void {
    changeThread(this.world, thread, change)
  }

  /** Makes somebody, or the bot, a member of a thread: a private one is only seen by those. */
  addToThread(thread: Thread, member: { id: Snowflake }): void {
    addToThread(this.world, thread, member.id)
  }

  /** Deletes a channel with its threads, or a thread; what was said there goes silently, as in Discord. */
  deleteChannel(channel: APITextChannel | Thread): void {
    closeChannel(this.world, channel)
  }

  /** Throws the bot out of a server, or makes the server unavailable as in an outage. */
  removeBot(guild: StoredGuild, how: { outage?: boolean } = {}): void {
    dismissBot(this.world, guild, how.outage === true)
  }

  /** Brings the bot into a server, or back after an outage. */
  addBot(guild: StoredGuild): void {
    admitBot(this.world, guild)
  }

  /** Gives a member of the standard server exactly these roles, by name; the bot, too. */
  setRoles(member: { id: Snowflake }, ...names: readonly string[]): void {
    const roles = this.guild.roles.filter(role => names.includes(role.name)).map(role => role.id)
    changeRoles(this.world, this.guild, member.id, roles)
  }

  /** Denies the bot these permissions in a channel, or takes the denial back with 0n. */
  denyBot(channel: APITextChannel, permissions: bigint): void {
    denyMember(this.world, channel, this.botId, permissions)
  }

  /** A DM of several people, where the bot's commands can be brought along. */
  createGroupDm(...people: readonly [Person, ...Person[]]): Channel {
    const [first, ...others] = people
    return openGroupDm(this.world, [first.user, ...others.map(({ user }) => user)])
  }

  /** Makes the next matching requests fail, wait or break; the returned function lifts it. */
  fail(fault: Fault): () => void {
    return this.faults.plan(fault)
  }

  /** Cuts the bot's gateway connections, or those of one shard: as a failing network does, or with a close code. */
  disconnect(how: { code?: number; resumable?: boolean; shard?: number } = {}): void {
    this.gateway.disconnect(how)
  }

  /** Asks the bot's clients to reconnect and resume (opcode 7). */
  askToReconnect(): void {
    this.gateway.askToReconnect()
  }

  /** Tells the bot's clients that their sessions are over (opcode 9). */
  invalidateSessions({ resumable = false }: { resumable?: boolean } = {}): void {
    this.gateway.invalidate(resumable)
  }

  /** Sends the MESSAGE_CREATE of a message again, as a gateway that resumes does. */
  redeliver(message: StoredMessage): void {
    const channel = this.world.channels.get(message.channel_id)
    if (channel !== undefined) announce(this.world, channel, message)
  }

  /** Whether heartbeats are answered; a client whose are not has to find out and reconnect. */
  set answersHeartbeats(answers: boolean) {
    this.gateway.answersHeartbeats = answers
  }

  /** How many answers were 401, 403 or 429. */
  get invalidRequests(): number {
    return this.rest.invalidRequests
  }

  /** The commands the bot has registered: everywhere, or in one server. */
  commands(scope: Snowflake | 'global' = 'global'): readonly APIApplicationCommand[] {
    return [...(this.world.commands.get(scope)?.values() ?? [])]
  }

  async close(): Promise<void> {
    await this.gateway.close()
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }
}
