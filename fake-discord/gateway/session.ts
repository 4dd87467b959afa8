import { randomBytes } from 'node:crypto'
import { GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10'
import { WebSocket } from 'ws'

/** How many events wait for a client that is away; a longer gap can't be resumed. */
const REPLAYABLE = 5000

/** One client's stretch of events: it outlives a lost connection, and then gives again what was missed. */
export class Session {
  readonly id = randomBytes(16).toString('hex')
  readonly shard: number
  readonly shards: number
  readonly intents: number
  /** What the client wants to stand under its name. */
  readonly status: string | undefined
  #socket: WebSocket | undefined
  #sequence = 0
  readonly #sent = new Map<number, string>()

  constructor(
    socket: WebSocket,
    identity: { shard: number; shards: number; intents: number; status?: string | undefined },
  ) {
    this.#socket = socket
    this.shard = identity.shard
    this.shards = identity.shards
    this.intents = identity.intents
    this.status = identity.status
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  get socket(): WebSocket | undefined {
    return this.#socket
  }

  /** `json` is the event's data, already as text: several sessions share it. */
  send(event: GatewayDispatchEvents, json: string): void {
    this.#sequence += 1
    const packet = `{"op":${GatewayOpcodes.Dispatch},"s":${this.#sequence},"t":"${event}","d":${json}}`
    this.#sent.set(this.#sequence, packet)
    if (this.#sent.size > REPLAYABLE) this.#sent.delete(this.#sequence - REPLAYABLE)
    if (this.isConnected) this.#socket?.send(packet)
  }

  canReplayAfter(sequence: number): boolean {
    return sequence <= this.#sequence && this.#sequence - sequence <= this.#sent.size
  }

  resume(socket: WebSocket, sequence: number): void {
    this.#socket = socket
    for (let missed = sequence + 1; missed <= this.#sequence; missed += 1) {
      const packet = this.#sent.get(missed)
      if (packet !== undefined) socket.send(packet)
    }
    this.send(GatewayDispatchEvents.Resumed, '{}')
  }

  /** A heartbeat names the last event its client has; what came before is never asked for again. */
  confirm(sequence: number): void {
    for (const kept of this.#sent.keys()) {
      if (kept > sequence) return
      this.#sent.delete(kept)
    }
  }
}
