const CLUSTER_MODE =
  'This is a Redis Cluster: REDIS_URL begins with redis-cluster:// then, or rediss-cluster:// with TLS.'
const CUT_OFF =
  'The connection was cut: does Redis still run? Its log says why it ended. The bot connects again by itself.'

/** What an operator can do about a Redis that refuses, or can't be reached, by the code of what went wrong. */
const advice: Readonly<Record<string, string>> = {
  OOM: 'Redis is full: nothing new is remembered, correcting and forgetting work. Raise maxmemory, or let people forget more.',
  READONLY:
    'This Redis is a replica now. REDIS_URL has to lead to the primary, or name the Sentinels; it is connected anew meanwhile.',
  MASTERDOWN:
    'This Redis is a replica that has lost its primary, and tells nothing. REDIS_URL has to lead to the primary.',
  MISCONF: 'Redis can’t write to its disk: is it full? The log of Redis says more.',
  NOREPLICAS: 'Redis has fewer replicas than min-replicas-to-write asks for.',
  NOPERM: 'Give the Redis user in REDIS_URL these rights: ~keepsake:* +@all -@dangerous',
  MOVED: CLUSTER_MODE,
  CROSSSLOT: CLUSTER_MODE,
  CLUSTERDOWN: 'No node of the Redis Cluster in REDIS_URL serves Keepsake’s keys: do enough of its nodes run?',
  NOCLUSTER: 'That is a Redis without cluster mode: REDIS_URL begins with redis:// then, or rediss:// with TLS.',
  ENOTFOUND: 'The host in REDIS_URL is not known here: is its name right?',
  ECONNREFUSED: 'Nothing listens there: does Redis run, and are host and port in REDIS_URL right?',
  closed: CUT_OFF,
  EPIPE: CUT_OFF,
  ECONNRESET: CUT_OFF,
  NO_ANSWER:
    'What listens there does not answer as a Redis does. With TLS REDIS_URL begins with rediss://, without with redis://.',
  NO_SENTINEL: 'No Sentinel in REDIS_URL answers, or none knows a primary of that name.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'The certificate of Redis is signed by itself: name it in NODE_EXTRA_CA_CERTS, in the environment, not in .env.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'The authority of Redis’ certificate is not known here: name it in NODE_EXTRA_CA_CERTS, in the environment, not in .env.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The authority of Redis’ certificate is not known here: name it in NODE_EXTRA_CA_CERTS, in the environment, not in .env.',
  CERT_HAS_EXPIRED: 'The certificate of Redis has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of Redis is for another host than REDIS_URL names.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'That port speaks no TLS: redis:// instead of rediss:// in REDIS_URL?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'That port speaks no TLS: redis:// instead of rediss:// in REDIS_URL?',
}

/** What to do about a code, as a field of a log line; no field where there is nothing to say. */
export function adviceOn(code: string): { readonly whatToDo?: string } {
  const whatToDo = advice[code]
  return whatToDo === undefined ? {} : { whatToDo }
}
