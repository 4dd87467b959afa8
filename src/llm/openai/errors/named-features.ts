import type { Feature, NamedFeature, Naming } from '../../server/features.ts'

/** Which parameter stands for what; `response_format` for both of its kinds, of which a request has one. */
const PARAMS: Readonly<Record<string, Feature>> = {
  tools: 'tools',
  functions: 'tools',
  tool_choice: 'tool_choice',
  response_format: 'json_schema',
  stream_options: 'stream_options',
  temperature: 'temperature',
  max_completion_tokens: 'max_completion_tokens',
  max_tokens: 'max_tokens',
  stream: 'stream',
  dimensions: 'dimensions',
  input_type: 'input_type',
  encoding_format: 'encoding_format',
  image_url: 'images',
}

/** Codes that say of a parameter that it, or its value, is not known. */
const UNKNOWN_PARAM =
  /^(?:unsupported_parameter|unknown_parameter|unsupported_value|unrecognized_parameter|invalid_parameter|extra_forbidden|unexpected_keyword|literal_error|enum)$/

interface Wording {
  readonly feature: Feature
  readonly pattern: RegExp
}

const NOT_TAKEN =
  /(?:not (?:be )?(?:supported|enabled|allowed|permitted|available|implemented|known)|unsupported|(?:does|do)(?: not|n.t) (?:support|know|accept|allow|have|recogni[sz]e)|unrecogni[sz]ed|unknown|unexpected|extra (?:inputs|fields)|without support)/

/** Near each other, on either side. */
const about = ({ source: words }: RegExp) =>
  new RegExp(`(?:${words}).{0,80}?${NOT_TAKEN.source}|${NOT_TAKEN.source}.{0,60}?(?:${words})`)

/** What a server says of itself: "does not support tools", "tools param requires --jinja". */
const statements: readonly Wording[] = [
  { feature: 'tool_choice', pattern: about(/tool_choice/) },
  {
    feature: 'tools',
    pattern: about(
      /\btools?\b(?!_choice)|tool use|tool[ _-]?call(?:s|ing)?|function[ _-]?call(?:s|ing)?|\bfunctions\b/,
    ),
  },
  {
    feature: 'tools',
    pattern: /requires? (?:the )?--(?:jinja|enable-auto-tool-choice)|endpoints? .{0,30}support.{0,20}tool/,
  },
  { feature: 'images', pattern: about(/image|vision|multi-?modal|image_url|picture/) },
  {
    feature: 'images',
    pattern:
      /not (?:a )?(?:multi-?modal|vision)|mmproj|text[- ]only|content must be a string|expected `?text`?|endpoints? .{0,30}support.{0,20}image|only supported by certain models/,
  },
  { feature: 'json_schema', pattern: about(/json_schema|json schema|structured output|guided|grammar/) },
  {
    feature: 'json_schema',
    pattern: about(/response_format(?!.{0,40}json_object.{0,20}(?:not|un))|json mode|json_object/),
  },
  {
    feature: 'json_schema',
    pattern:
      /response_?format|json_schema|guided decoding|initiali[sz]e grammar|requested parameters|must be .{0,20}json_object/,
  },
  { feature: 'json_object', pattern: about(/response_?format|json mode|json_object|requested parameters/) },
  { feature: 'stream_options', pattern: /stream_options|include_usage/ },
  { feature: 'temperature', pattern: /temperature/ },
  { feature: 'max_completion_tokens', pattern: about(/max_completion_tokens/) },
  { feature: 'max_tokens', pattern: about(/max_tokens/) },
  {
    feature: 'system_role',
    pattern: about(/(?:system|developer) (?:role|message|prompt|instruction)s?|role.{0,10}(?:system|developer)/),
  },
  { feature: 'system_role', pattern: /only user and assistant roles|roles? must alternate|invalid role/ },
  { feature: 'stream', pattern: about(/stream(?:ing)?(?!_)/) },
  { feature: 'dimensions', pattern: /dimension|matryoshka/ },
  { feature: 'input_type', pattern: /input_type/ },
  { feature: 'encoding_format', pattern: /encoding_format/ },
]

/** What the words may be about; they can be about this request alone. */
const hints: readonly Wording[] = [
  {
    feature: 'extra_fields',
    pattern:
      /reasoning_content|reasoning_details|extra_content|additional propert|extra (?:inputs|fields)|unknown (?:field|name)|unexpected field/,
  },
  {
    feature: 'null_content',
    pattern: /content.{0,60}(?:null|none|empty|string|required)|(?:null|none|empty).{0,40}content/,
  },
  {
    feature: 'tools',
    pattern: /\btools?\b|tool_|function[_ -]?call|\bfunctions\b|failed_generation|malformed.{0,20}call/,
  },
  { feature: 'images', pattern: /image|picture|vision|multi-?modal|content type|base64|data url/ },
  { feature: 'json_schema', pattern: /schema|grammar|json/ },
  { feature: 'system_role', pattern: /\bsystem\b|\bdeveloper\b|\broles?\b|template|jinja/ },
  { feature: 'max_completion_tokens', pattern: /max_completion_tokens/ },
  { feature: 'max_tokens', pattern: /max_tokens/ },
]

/** A value that is out of range is known by its name, though. */
const OUT_OF_RANGE =
  /too large|too (?:big|high)|at most|at least|exceed|less than|greater than|must be (?:between|<|≤|>)/

/** Words about one call or one picture, whatever else they say. */
const ABOUT_ONE_CALL =
  /tool_use_failed|failed_generation|fail(?:ed|ure) to (?:call|parse|generate)|pars(?:e|ing) (?:error|tool|the)|error parsing|could not parse|invalid (?:tool|function)[ _]call|malformed|unterminated|invalid character|tool_call_id/

/** The surest first, each feature once. `error` is the server's error object, `wording` its words without the request's. */
export function namedFeatures(error: unknown, wording: string): NamedFeature[] {
  const found = [
    ...namedByCode(error),
    ...(ABOUT_ONE_CALL.test(wording) ? [{ feature: 'tools' as const, by: 'hint' as const }] : []),
    ...namedInWords(statements, wording, 'statement'),
    ...namedInWords(hints, wording, 'hint'),
  ].filter(({ feature }) => !(OUT_OF_RANGE.test(wording) && feature.startsWith('max_')))
  return found.filter(({ feature }, at) => found.findIndex(one => one.feature === feature) === at)
}

function namedInWords(wordings: readonly Wording[], wording: string, by: Naming): NamedFeature[] {
  return wordings.flatMap(({ feature, pattern }) => (pattern.test(wording) ? [{ feature, by }] : []))
}

/** OpenAI's `param`, and the `loc` of FastAPI's and pydantic's `detail`. */
function namedByCode(error: unknown): NamedFeature[] {
  const { param, code, type } = fieldsOf(error)
  const isUnknown = [code, type].some(one => typeof one === 'string' && UNKNOWN_PARAM.test(one))
  const named = typeof param === 'string' ? featureOfPath(param.split(/[.[\]]+/u)) : undefined
  const own = named === undefined ? [] : withOtherFormat({ feature: named, by: isUnknown ? 'code' : 'hint' })
  return [...own, ...detailsOf(error).flatMap(namedByDetail)]
}

function namedByDetail(detail: unknown): NamedFeature[] {
  const { loc, type } = fieldsOf(detail)
  if (!Array.isArray(loc)) return []
  const path = loc.map(String)
  const feature = path.includes('content') ? contentFeature(path, detail) : featureOfPath(path)
  return feature === undefined
    ? []
    : withOtherFormat({ feature, by: typeof type === 'string' && UNKNOWN_PARAM.test(type) ? 'code' : 'hint' })
}

function withOtherFormat(named: NamedFeature): NamedFeature[] {
  return named.feature === 'json_schema' ? [named, { ...named, feature: 'json_object' }] : [named]
}

/** A message's content: a part of it is a picture, the whole of it null. */
function contentFeature(path: readonly string[], detail: unknown): Feature {
  return path.includes('image_url') || (/image|str(?:ing)?_type/.test(JSON.stringify(detail)) && path.length > 5)
    ? 'images'
    : 'null_content'
}

function featureOfPath(path: readonly string[]): Feature | undefined {
  if (path.includes('role')) return 'system_role'
  if (path.includes('messages') && path.includes('content')) return 'null_content'
  return path.map(name => PARAMS[name]).find(feature => feature !== undefined)
}

function detailsOf(error: unknown): unknown[] {
  const { detail, message } = fieldsOf(error)
  const inside = fieldsOf(message)['detail']
  return [detail, inside, message].find(Array.isArray) ?? []
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
