import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { checkEnvironment } from '../../src/config/environment.ts'
import { version } from '../../src/version.ts'
import { readProjectFile, unknownSettings } from './support/files.ts'

interface Named {
  readonly name: string
}
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string }
}
interface Container {
  readonly image: string
  readonly command?: readonly string[]
  readonly env: readonly (Named & { readonly value?: string })[]
  readonly ports: readonly (Named & { readonly containerPort: number })[]
  readonly volumeMounts: readonly Named[]
  readonly startupProbe: Probe
  readonly livenessProbe: Probe
  readonly readinessProbe: Probe
}
interface Spec {
  readonly template?: {
    readonly metadata: { readonly labels: object }
    readonly spec: {
      readonly containers: readonly Container[]
      readonly volumes?: readonly (Named & { readonly persistentVolumeClaim?: { readonly claimName: string } })[]
    }
  }
  readonly volumeClaimTemplates?: readonly { readonly metadata: Named }[]
  readonly selector?: { readonly matchLabels?: object }
  readonly podSelector?: { readonly matchLabels: object }
  readonly ports?: readonly { readonly targetPort: string }[]
}
interface Manifest {
  readonly kind: string
  readonly metadata: Named
  readonly data?: Readonly<Record<string, string>>
  readonly spec?: Spec
}

const documents = parseAllDocuments(await readProjectFile('deploy/kubernetes.yaml'))
const manifests = documents.map(document => document.toJS() as Manifest)
const ofKind = (kind: string) => manifests.filter(manifest => manifest.kind === kind)
const containerOf = (kind: string): Container | undefined => ofKind(kind)[0]?.spec?.template?.spec.containers[0]
const specs = manifests.flatMap(({ spec }) => spec ?? [])
const pods = specs.flatMap(({ template, volumeClaimTemplates = [] }) =>
  template === undefined ? [] : [{ ...template.spec, labels: template.metadata.labels, volumeClaimTemplates }],
)

test('the bot gets settings that can be used, and probes of pages that there are', () => {
  const [bot, data = {}] = [containerOf('Deployment'), ofKind('ConfigMap')[0]?.data]
  const url = bot?.env.find(({ name }) => name === 'REDIS_URL')?.value?.replace('$(REDIS_PASSWORD)', 'secret')
  const secrets = { DISCORD_TOKEN: 'a.token.of-it', OPENAI_API_KEY: 'sk-proj-abc' }
  const probes = [bot?.startupProbe, bot?.livenessProbe, bot?.readinessProbe]

  expect(documents.flatMap(({ errors }) => errors)).toEqual([])
  expect(unknownSettings([...Object.keys(data), ...(bot?.env ?? []).map(({ name }) => name)])).toEqual([])
  expect(checkEnvironment({ ...data, ...secrets, REDIS_URL: url })).toMatchObject({
    METRICS_ADDRESS: '0.0.0.0',
    METRICS_PORT: bot?.ports[0]?.containerPort,
    REDIS_URL: 'redis://:secret@keepsake-redis:6379',
  })
  expect(bot?.image).toBe(`keepsake:${version}`)
  expect(probes.map(probe => probe?.httpGet.path)).toEqual(['/healthz?live', '/healthz?live', '/healthz?ready'])
})

test('selectors find their pods, and ports and volumes are those that are there', () => {
  const selectors = specs.flatMap(
    ({ selector, podSelector }) => selector?.matchLabels ?? podSelector?.matchLabels ?? selector ?? [],
  )
  const ports = pods.flatMap(({ containers }) =>
    containers.flatMap(container => container.ports.map(({ name }) => name)),
  )
  const targets = ofKind('Service').flatMap(({ spec }) => (spec?.ports ?? []).map(({ targetPort }) => targetPort))
  const claimed = pods.flatMap(({ volumes = [] }) => volumes.flatMap(one => one.persistentVolumeClaim?.claimName ?? []))

  expect(selectors).toHaveLength(5)
  for (const selector of selectors) expect(pods.map(({ labels }) => labels)).toContainEqual(selector)
  expect(targets).toHaveLength(2)
  expect(ports).toEqual(expect.arrayContaining(targets))
  expect(claimed).toEqual(ofKind('PersistentVolumeClaim').map(({ metadata }) => metadata.name))
  for (const { containers, volumes = [], volumeClaimTemplates } of pods) {
    const there = [...volumes, ...volumeClaimTemplates.map(({ metadata }) => metadata)].map(({ name }) => name)
    expect(new Set(containers.flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name)))).toEqual(
      new Set(there),
    )
  }
})

test('its Redis runs as that of Docker Compose does', async () => {
  const { redis } = parse(await readProjectFile('compose.yaml')).services
  const plain = (script = '') => script.replaceAll('$$', '$').replaceAll(/\s+/gu, ' ')

  expect(containerOf('StatefulSet')?.image).toBe(redis.image)
  expect(plain(containerOf('StatefulSet')?.command?.at(-1))).toBe(plain(redis.command.at(-1)))
})
