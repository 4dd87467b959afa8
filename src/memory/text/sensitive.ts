/**
 * Word list, by matter: words that give a sensitive matter away, beside the model's own judgement. A list is right here as it
 * stands in for the meaning where there are no embeddings (content/judge.ts), and for names and values that are too short to
 * have one. The words are few and plain, as each one that is too wide costs a memory. What counts: "protected health information, financial information, or other
 * sensitive information under applicable law" (Discord Developer Policy, Handle data with care), the traits that Discord's
 * Community Guidelines protect, and the special categories of the GDPR (articles 9 and 10).
 */
const SENSITIVE_WORDS: Readonly<Record<string, string>> = {
  health: String.raw`
    depression, depressed, anxiety disorder, bipolar, schizophreni\p{L}*, autis\p{L}+, adhd, ptsd, ocd, cancer,
    tumou?r, leuk[a]?emia, diabet\p{L}+, epilep\p{L}+, asthma, hiv, hepatitis, chlamydia, herpes,
    pregnan\p{L}+, miscarriage, abortion, infertil\p{L}+, antidepressants?, medication, prescri(?:bed|ption),
    diagnosed with, diagnosis, chemotherapy, therapist, psychiatrist, psychotherap\p{L}+, disabilit\p{L}+, (?:is|am|are|was) disabled,
    alcoholic, addiction, drug addict, rehab, suicid\p{L}+, self-harm\p{L}*, eating disorder, anorexi\p{L}+, bulimi\p{L}+,
    allerg\p{L}+, surgery, depressionen, krebs, schwanger, behindert, depresión, cáncer,
    embarazad[ao], enceinte, うつ病, 妊娠, 癌, 糖尿病`,
  belief: String.raw`
    muslims?, islam\p{L}*, christians, christianity,
    (?:is|am|are|a|as) (?:a )?(?:devout |practi[cs]ing )?christian, catholics?, catholicism,
    protestants?, orthodox (?:church|christian), evangelicals?, jewish, judaism, jews?, hindus?,
    hinduism, buddhis\p{L}+, sikhs?, mormons?, atheis\p{L}+, agnostics?, religio\p{L}+, mosque, synagogue,
    (?:goes|go|went) to church, muslim[ae]?, jüdisch, katholisch, evangelisch, musulm[aá]n\p{L}*,
    católic[ao], catholique, juif, juive`,
  orientation: String.raw`
    gay, lesbians?, bisexual\p{L}*, homosexual\p{L}*, heterosexual\p{L}*, asexual\p{L}*, pansexual\p{L}*, queer,
    transgender, trans (?:wo)?man, transsexual\p{L}*, non-?binary, lgbt\p{L}*, sexual orientation,
    sex life, schwul, lesbisch, homosexuel\p{L}*`,
  origin: String.raw`
    ethnic\p{L}*, racial\p{L}*, race is, skin colou?r, african[- ]american, caucasian, latin[oax], hispanic,
    indigenous, biracial, of mixed race, roma descent`,
  politics: String.raw`
    votes? for, voted (?:for|against), democrats?, republicans?,
    (?:is|am) (?:a )?(?:conservative|liberal|socialist|communist|libertarian|anarchist|fascist),
    political(?:ly)? (?:views?|affiliat\p{L}+|party|left|right),
    supports? (?:trump|biden|harris|the afd|labour|the tories), trade union\p{L}*, labou?r union,
    union (?:member|rep)\p{L}*, member of (?:a|the) (?:party|union), gewerkschaft\p{L}*, parteimitglied`,
  law: String.raw`
    undocumented, immigration status, visa (?:status|expired|overstay\p{L}*), asylum, refugee, deport\p{L}+,
    criminal record, convict\p{L}*, felon\p{L}*, arrested, in (?:prison|jail), on (?:probation|parole),
    charged with, vorbestraft, asyl`,
  money: String.raw`
    salary, earns? [$€£]?\d, income, in debt, debts, bankrupt\p{L}*, credit score, bank balance, mortgage,
    net worth, gehalt, verschuldet, salario, salaire, 年収`,
  body: String.raw`
    fingerprints?, biometric\p{L}*, genetic test\p{L}*, dna test, raped?, sexual(?:ly)? (?:assault\p{L}*|abus\p{L}+),
    domestic (?:abuse|violence)`,
}

const LATIN = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${Object.values(SENSITIVE_WORDS)
    .flatMap(list => list.trim().split(/,\s+/u))
    .join('|')})(?![\p{L}\p{N}])`,
  'iu',
)
const EASTERN = /うつ病|妊娠|癌|糖尿病|宗教|逮捕|年収|抑郁|怀孕|癌症|宗教信仰/u

/** Whether a text tells something sensitive, which is not to be learned unless the user asks for it. */
export function isSensitive(text: string): boolean {
  const form = text.normalize('NFKC')
  return LATIN.test(form) || EASTERN.test(form)
}
