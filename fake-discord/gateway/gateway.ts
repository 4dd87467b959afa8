import type { Server } from 'node:http'
import {
  ActivityType,
  type APIUser,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type GatewayIdentifyData,
  GatewayIntentBits,
  GatewayOpcodes,
  type GatewayReadyDispatchData,
  type GatewayRequestGuildMembersData,
  type GatewayResumeData,
  type GatewaySendPayload,
} from 'discord-api-types/v10'
import { type WebSocket, WebSocketServer } from 'ws'
import { applicationFlags } from '../rest/application-flags.ts'
import { shardOf } from '../snowflake.ts'
import type { StoredGuild } from '../stored.ts'
import type { GatewayEvent, World } from '../world.ts'
import { guildCreateData } from './guild-create.ts'
import { Session } from './session.ts'

const PRIVILEGED = GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent
const VERSION = 10

/** In which as many sessions may begin as `max_concurrency` says (https://docs.discord.com/developers/events/gateway#rate-limiting). */
const STARTS_WINDOW_MS = 5000

export interface GatewayOptions {
  token: string
  privilegedIntents: boolean
  /** `max_concurrency`; null: as many as like. */
  concurrentStarts: number | null
  /** Milliseconds between two heartbeats of a client. */
  heartbeatInterval: number
}

/** Discord's side of the websocket: who is connected, what each session hears, and how it comes back. */
export class Gateway {
  readonly #world: World
  readonly #options: GatewayOptions
  readonly #server: WebSocketServer
  readonly #sessions = new Map<string, Session>()
  readonly #sessionOf = new WeakMap<WebSocket, Session>()
  /** Rate limit key → `performance.now()` of the last start. */
  readonly #startedAt = new Map<number, number>()
  /** A gateway that goes silent: clients must find out by themselves. */
  answersHeartbeats: boolean

  constructor(server: Server, world: World, options: GatewayOptions) {
    this.#world = world
    this.#options = options
    this.answersHeartbeats = true
    this.#server = new WebSocketServer({ server })
    this.#server.on('connection', socket => this.#welcome(socket))
  }

  get url(): string {
    return this.#world.origin().replace('http', 'ws')
  }

  get sessions(): readonly Session[] {
    return [...this.#sessions.values()]
  }

  dispatch({ event, guildId, intents, data, withoutContent }: GatewayEvent): void {
    let full: string | undefined
    let bare: string | undefined
    for (const session of this.#sessions.values()) {
      if (shardOf(guildId, session.shards) !== session.shard) continue
      if (intents !== 0 && (session.intents & intents) === 0) continue
      if (withoutContent === undefined || session.intents & GatewayIntentBits.MessageContent) {
        full ??= JSON.stringify(data)
        session.send(event, full)
      } else {
        bare ??= JSON.stringify(withoutContent)
        session.send(event, bare)
      }
    }
  }

  /**
   * Cuts every connection, or those of one shard: with a close code, or as a network that fails. Only what is resumable can be
   * taken up again.
   */
  disconnect({ code, resumable = true, shard }: { code?: number; resumable?: boolean; shard?: number }): void {
    for (const session of this.#sessions.values()) {
      if (shard !== undefined && session.shard !== shard) continue
      if (!resumable) this.#sessions.delete(session.id)
      if (code === undefined) session.socket?.terminate()
      else session.socket?.close(code)
    }
  }

  /** Asks every client to reconnect and resume (opcode 7). */
  askToReconnect(): void {
    for (const session of this.#sessions.values())
      if (session.socket) send(session.socket, GatewayOpcodes.Reconnect, null)
  }

  /** Tells every client that its session is over (opcode 9); a resumable one may be tried again. */
  invalidate(resumable: boolean): void {
    for (const session of this.#sessions.values()) {
      if (!resumable) this.#sessions.delete(session.id)
      if (session.socket) send(session.socket, GatewayOpcodes.InvalidSession, resumable)
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#server.close(() => resolve())
    await promise
  }

  #welcome(socket: WebSocket): void {
    socket.on('error', () => socket.terminate())
    socket.on('message', data => {
      try {
        this.#receive(socket, JSON.parse(String(data)) as GatewaySendPayload)
      } catch {
        socket.close(GatewayCloseCodes.DecodeError, 'Error while decoding payload.')
      }
    })
    socket.on('close', () => {
      const session = this.#sessionOf.get(socket)
      if (session !== undefined) this.#report('closed', session)
    })
    send(socket, GatewayOpcodes.Hello, { heartbeat_interval: this.#options.heartbeatInterval })
  }

  #receive(socket: WebSocket, payload: GatewaySendPayload): void {
    switch (payload.op) {
      case GatewayOpcodes.Heartbeat:
        this.#heartbeat(socket, payload.d)
        break
      case GatewayOpcodes.Identify:
        this.#identify(socket, payload.d)
        break
      case GatewayOpcodes.Resume:
        this.#resume(socket, payload.d)
        break
      case GatewayOpcodes.RequestGuildMembers:
        this.#sendMembers(socket, payload.d)
        break
      case GatewayOpcodes.PresenceUpdate:
      case GatewayOpcodes.VoiceStateUpdate:
        break
      default:
        socket.close(GatewayCloseCodes.UnknownOpcode, 'Unknown opcode.')
    }
  }

  #heartbeat(socket: WebSocket, sequence: number | null): void {
    const session = this.#sessionOf.get(socket)
    if (sequence !== null) session?.confirm(sequence)
    if (session !== undefined) this.#report('heartbeat', session)
    if (this.answersHeartbeats) send(socket, GatewayOpcodes.HeartbeatAck, null)
  }

  #identify(socket: WebSocket, identity: GatewayIdentifyData): void {
    const [shard, shards] = identity.shard ?? [0, 1]
    if (this.#sessionOf.has(socket)) {
      socket.close(GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.')
    } else if (identity.token !== this.#options.token) {
      socket.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.')
    } else if (shard < 0 || shard >= shards) {
      socket.close(GatewayCloseCodes.InvalidShard, 'Invalid shard.')
    } else if (!this.#options.privilegedIntents && identity.intents & PRIVILEGED) {
      socket.close(GatewayCloseCodes.DisallowedIntents, 'Disallowed intent(s).')
    } else if (!this.#mayBegin(shard)) {
      send(socket, GatewayOpcodes.InvalidSession, false)
      this.#world.happenings.report({ kind: 'gateway', what: 'refused', shard })
    } else {
      this.#begin(
        new Session(socket, { shard, shards, intents: identity.intents, status: statusOf(identity) }),
        socket,
        identity,
      )
    }
  }

  /** Whether the shard's turn has come, by the starts of others with the same rate limit key. */
  #mayBegin(shard: number): boolean {
    const { concurrentStarts } = this.#options
    if (concurrentStarts === null) return true
    const [key, now] = [shard % concurrentStarts, performance.now()]
    if (now - (this.#startedAt.get(key) ?? Number.NEGATIVE_INFINITY) < STARTS_WINDOW_MS) return false
    this.#startedAt.set(key, now)
    return true
  }

  #begin(session: Session, socket: WebSocket, identity: GatewayIdentifyData): void {
    // A client that starts anew leaves its lost session behind for good.
    for (const old of this.#sessions.values()) {
      if (!old.isConnected && old.shard === session.shard && old.shards === session.shards)
        this.#sessions.delete(old.id)
    }
    this.#sessions.set(session.id, session)
    this.#sessionOf.set(socket, session)

    const guilds = this.#guildsOf(session)
    const flags = applicationFlags(this.#options.privilegedIntents)
    const ready: GatewayReadyDispatchData = {
      v: VERSION,
      user: { ...this.#world.bot, verified: true, mfa_enabled: true, email: null } satisfies APIUser,
      guilds: guilds.map(guild => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.url,
      application: { id: this.#world.bot.id, flags, flags_new: String(flags) },
      ...(identity.shard === undefined ? {} : { shard: identity.shard }),
    }
    session.send(GatewayDispatchEvents.Ready, JSON.stringify(ready))
    this.#report('identified', session)
    if (!(session.intents & GatewayIntentBits.Guilds)) return
    for (const guild of guilds) {
      session.send(
        GatewayDispatchEvents.GuildCreate,
        JSON.stringify(guildCreateData(this.#world, guild, session.intents)),
      )
    }
  }

  #resume(socket: WebSocket, { token, session_id: id, seq }: GatewayResumeData): void {
    if (token !== this.#options.token) {
      socket.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.')
      return
    }
    const session = this.#sessions.get(id)
    if (session?.canReplayAfter(seq) !== true) {
      send(socket, GatewayOpcodes.InvalidSession, false)
      return
    }
    this.#sessionOf.set(socket, session)
    session.resume(socket, seq)
    this.#report('resumed', session)
  }

  #sendMembers(socket: WebSocket, asked: GatewayRequestGuildMembersData): void {
    const session = this.#sessionOf.get(socket)
    const guild = this.#world.guilds.get(asked.guild_id)
    if (session === undefined || guild === undefined) return
    const ids = 'user_ids' in asked ? [asked.user_ids].flat() : undefined
    const prefix = 'query' in asked ? asked.query.toLowerCase() : ''
    const members = [...guild.members.values()].filter(({ user }) =>
      ids === undefined ? user.username.startsWith(prefix) : ids.includes(user.id),
    )
    session.send(
      GatewayDispatchEvents.GuildMembersChunk,
      JSON.stringify({
        guild_id: guild.id,
        members,
        chunk_index: 0,
        chunk_count: 1,
        not_found: ids?.filter(id => !guild.members.has(id)) ?? [],
        nonce: asked.nonce,
      }),
    )
  }

  #guildsOf(session: Session): StoredGuild[] {
    return [...this.#world.guilds.values()].filter(
      guild => guild.hasBot && shardOf(guild.id, session.shards) === session.shard,
    )
  }

  #report(what: 'identified' | 'resumed' | 'heartbeat' | 'closed', session: Session): void {
    this.#world.happenings.report({ kind: 'gateway', what, shard: session.shard, status: session.status })
  }
}

/** Of a custom status Discord shows the `state`: https://docs.discord.com/developers/events/gateway-events#activity-object */
function statusOf({ presence }: GatewayIdentifyData): string | undefined {
  const custom = presence?.activities.find(({ type }) => type === ActivityType.Custom)
  return custom?.state ?? undefined
}

function send(socket: WebSocket, op: GatewayOpcodes, d: unknown): void {
  socket.send(JSON.stringify({ op, d, s: null, t: null }))
}
