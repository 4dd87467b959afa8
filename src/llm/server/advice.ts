import type { ModelFailure } from '../../errors.ts'

/** How operators know a model: where it is, and by which settings. */
export interface NamedServer {
  readonly host: string
  readonly model: string
  /** The names of the settings that say where it is, which it is, and by which key. */
  readonly settings: { readonly url: string; readonly model: string; readonly key: string }
}

interface Advice {
  readonly line: string
  readonly setting?: keyof NamedServer['settings']
  /** Undefined where there is nothing to do but wait. */
  readonly whatToDo?: (server: NamedServer, code: string | undefined) => string
}

/** What operators are told of a failure, by what failed; nothing of what concerns one question alone. */
export const modelAdvice: Partial<Record<ModelFailure, Advice>> = {
  key: {
    line: 'the model server refuses the key',
    setting: 'key',
    whatToDo: ({ host, settings }) => `Copy the key of ${host} into ${settings.key} again.`,
  },
  quota: {
    line: 'the credit at the model server is used up',
    setting: 'key',
    whatToDo: ({ host }) => `Pay in at ${host}, or take another server.`,
  },
  spentToday: {
    line: 'the quota of the day at the model server is spent',
    setting: 'key',
    whatToDo: ({ host }) =>
      `It is back when the day of ${host} begins. A larger plan there, or another server, helps before.`,
  },
  missing: {
    line: 'the model server has no such model',
    setting: 'model',
    whatToDo: ({ settings }) => `Name a model in ${settings.model} that the server has.`,
  },
  refused: {
    line: 'the model server refuses requests',
    setting: 'model',
    whatToDo: ({ settings }) => `Try another model in ${settings.model}; npm run doctor shows what the server says.`,
  },
  busy: { line: 'the model server asks to wait' },
  overloaded: { line: 'the model server is overloaded' },
  unreachable: {
    line: 'the model server can’t be reached',
    setting: 'url',
    whatToDo: ({ settings }, code) => reachAdvice(code, settings.url),
  },
  slow: {
    line: 'the model server is too slow',
    whatToDo: () => 'A smaller model or CONTEXT_TOKENS helps; FIRST_TOKEN_TIMEOUT_SECONDS says how long is waited.',
  },
}

/** By the codes of Node and OpenSSL for what went wrong with a connection. */
const connectionAdvice: Readonly<Record<string, (setting: string) => string>> = {
  ECONNREFUSED: setting => `Nothing listens there: does the server run, and is the port in ${setting} right?`,
  ENOTFOUND: setting => `No such host is known here: is its name in ${setting} right?`,
  EAI_AGAIN: setting => `Names can’t be looked up: is this machine on the net, and the host in ${setting} right?`,
  EHOSTUNREACH: () => 'There is no way to that host from here: is it switched on, and in this network?',
  ENETUNREACH: () => 'There is no way to that host from here: is this machine on the net?',
  EPROTO: setting => `That port speaks no TLS: http:// instead of https:// in ${setting}?`,
  ERR_SSL_WRONG_VERSION_NUMBER: setting => `That port speaks no TLS: http:// instead of https:// in ${setting}?`,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: setting => `That port speaks no TLS: http:// instead of https:// in ${setting}?`,
  CERT_HAS_EXPIRED: () => 'The certificate of the server has expired, or the clock of this machine is wrong.',
  CERT_NOT_YET_VALID: () => 'The certificate of the server is not valid yet: is the clock of this machine right?',
  ERR_TLS_CERT_ALTNAME_INVALID: setting => `The certificate is for another host than ${setting} names.`,
}

const UNKNOWN_AUTHORITY = /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/u

/** What to do about a server that can’t be reached. `setting`: the one that says where it is. */
function reachAdvice(code: string | undefined, setting: string): string {
  const known = connectionAdvice[code ?? '']
  if (known !== undefined) return known(setting)
  if (UNKNOWN_AUTHORITY.test(code ?? ''))
    return 'The authority of its certificate is not known here: name it in NODE_EXTRA_CA_CERTS, in the environment, not in .env.'
  return `Is the address in ${setting} right, and the server well?`
}
