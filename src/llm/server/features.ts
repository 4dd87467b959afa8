/**
 * What a request can do without, or can be put in another way for, in the order in which that is tried after a refusal
 * without a reason. `loss`: the answer is poorer without it. `form`: the same thing put in another way.
 */
const features = {
  /** Null beside calls of tools; else an empty text. */
  null_content: 'form',
  /** What came with calls of tools beside what everybody knows: some servers want it back, others refuse it. */
  extra_fields: 'form',
  /** That no more tools may be called, once tools were used. */
  tool_choice: 'form',
  tools: 'loss',
  images: 'loss',
  json_schema: 'form',
  json_object: 'form',
  stream_options: 'form',
  temperature: 'form',
  max_completion_tokens: 'form',
  max_tokens: 'form',
  /** System text as a message of its own; else it begins the first message of the user. */
  system_role: 'form',
  /** An answer in pieces; else in one. */
  stream: 'form',
  /** What the operator wants added to requests. */
  options: 'form',
  input_type: 'form',
  dimensions: 'form',
  encoding_format: 'form',
} as const

export type Feature = keyof typeof features

export const featureOrder = Object.keys(features) as readonly Feature[]

export const isFeature = (name: string): name is Feature => Object.hasOwn(features, name)

/** Left out only where a server names it: without, people wait for the whole answer. */
export const isLeftOutUnnamed = (feature: Feature): boolean => feature !== 'stream'

/** What goes along: a request has either of the formats, and plain text has neither. */
export const impliedBy = (feature: Feature): readonly Feature[] => (feature === 'json_object' ? ['json_schema'] : [])

/** Whether people notice where a server is asked without it. */
export const isLoss = (feature: Feature): boolean => features[feature] === 'loss'

/**
 * How a server named a feature as the reason of a refusal. `code`: by a parameter or code that is documented for that.
 * `statement`: in words of its own that tell of the server, as "does not support tools". `hint`: in words that can be
 * about this request alone.
 */
export type Naming = 'code' | 'statement' | 'hint'

export interface NamedFeature {
  readonly feature: Feature
  readonly by: Naming
}
