import type { Said } from './played-talk.ts'

const thread = 'plakat'

/** Five people plan a summer party in two languages, with the bot among them; in a thread they draw a poster. */
export const talk: readonly Said[] = [
  { by: 'Bob', text: 'Morning! We still need a date for the summer party.' },
  { by: 'Cleo', text: 'I am away until the 8th, anything after that works.' },
  { by: 'Dan', text: 'Bei mir geht nur der Samstag, unter der Woche arbeite ich bis 20 Uhr.' },
  { by: 'Bob', text: 'Saturday the 14th then?' },
  { by: 'Zoe', text: 'fine by me', to: 3 },
  { by: 'Ada', text: 'I could get the boathouse, my aunt has the keys.' },
  {
    by: 'Bob',
    text: 'name three cheap places that rent out tents',
    answer: 'Zeltwerk, Camping Lutz and the Scout Depot; the Scout Depot is the cheapest.',
  },
  { by: 'Cleo', text: 'Scout Depot still owes us the deposit from last year' },
  { by: 'Dan', text: 'Wie viel war das noch mal?', to: 7 },
  { by: 'Cleo', text: '45 euros', to: 8 },
  { by: 'Zoe', text: 'Unrelated, does anybody know why the printer on the second floor blinks orange?' },
  { by: 'Bob', text: 'toner, I ordered one, it comes Wednesday', to: 10 },
  {
    by: 'Zoe',
    text: 'was kostet ein Zelt für 30 Leute ungefähr?',
    answer: 'Rechne mit etwa 260 Euro für ein Wochenende.',
  },
  { by: 'Dan', text: 'Das ist mir zu teuer.', to: 12 },
  { by: 'Ada', text: 'The boathouse has a roof. No tent needed.' },
  { by: 'Bob', text: 'Ada that is the best news today' },
  { by: 'Cleo', text: 'how many fit in there', to: 14 },
  { by: 'Ada', text: '35, but my aunt wants everybody out by midnight', to: 16 },
  { by: 'Dan', text: 'Reicht.' },
  { by: 'Zoe', text: 'Food! Dan you did the chili last time' },
  { by: 'Dan', text: 'Diesmal nicht, mein Herd ist kaputt. Ich bringe Brot.', to: 19 },
  { by: 'Cleo', text: 'I can do two salads, one of them without nuts because of Zoe' },
  { by: 'Zoe', text: 'thank you!! ❤️', to: 21 },
  {
    by: 'Bob',
    text: 'a vegan main dish for 30 that keeps warm?',
    answer: 'A lentil dal: 4 kg of lentils, coconut milk, and it stays good in two large pots.',
  },
  { by: 'Zoe', text: 'no coconut for me please, same story as with the nuts', to: 23 },
  { by: 'Bob', text: 'und ohne Kokos?', answer: 'Dann nimm Hafercreme statt der Kokosmilch.' },
  { by: 'Ada', text: 'I move the poster into a thread, one moment' },
  { by: 'Ada', text: 'First sketch', in: thread, picture: 'boat-sunset.png' },
  { by: 'Zoe', text: 'love the orange. The date is missing though', in: thread, to: 27 },
  { by: 'Dan', text: 'Schrift ist zu dünn, das liest keiner von weitem', in: thread },
  {
    by: 'Cleo',
    text: 'which font reads well from far away',
    in: thread,
    answer: 'Something bold without serifs: Archivo Black, for instance.',
  },
  { by: 'Ada', text: 'second try', in: thread, picture: 'boat-bold.png' },
  { by: 'Dan', text: 'Viel besser. Aber „Boothaus“ schreibt man mit zwei o.', in: thread, to: 31 },
  { by: 'Ada', text: 'oops 🙈', in: thread },
  { by: 'Zoe', text: 'print 40 of them, A3', in: thread },
  { by: 'Bob', text: 'Music: my cousin has speakers, she lives in Kassel' },
  { by: 'Dan', text: 'Kassel ist zu weit, nimm meine.', to: 35 },
  { by: 'Bob', text: 'deal, I pick them up Friday at six', to: 36, edited: 'deal, I pick them up Friday at seven' },
  { by: 'Cleo', text: 'wait, is it the 14th or the 15th? Zoe told me Sunday' },
  { by: 'Zoe', text: 'Saturday the 14th, I mixed it up, sorry', to: 38 },
  { by: 'Dan', text: 'Meine Handynummer ist 0151 0000000', isDeleted: true },
  {
    by: 'Ada',
    text: 'wie wird das Wetter normalerweise Mitte Juni in Göttingen?',
    answer: 'Meist um die 22 Grad, an etwa jedem dritten Tag regnet es.',
  },
  { by: 'Bob', text: 'good that we have the roof then', to: 41 },
  { by: 'Cleo', text: 'I would rather not bring the salads on the train. Can somebody pick me up?' },
  { by: 'Bob', text: 'I can, at five in front of the station', to: 43 },
  { by: 'Zoe', text: 'Games: I have Boule and a slackline' },
  { by: 'Dan', text: 'Boule!', to: 45 },
  { by: 'Ada', text: 'the slackline only between the two poplars, not on the jetty', to: 45 },
  { by: 'Zoe', text: 'ok' },
  {
    by: 'Cleo',
    text: 'explain Boule in one sentence',
    answer: 'You throw metal balls as close as you can to a small wooden one, the cochonnet.',
  },
  { by: 'Dan', text: 'Wer bezahlt das Bootshaus?' },
  { by: 'Ada', text: 'Nobody, but she wants the floor mopped', to: 50 },
  { by: 'Bob', text: 'I mop' },
  { by: 'Zoe', text: 'my hero', to: 52 },
  { by: 'Cleo', text: 'Guest list is at 28 now, the Hoffmanns cancelled' },
  { by: 'Dan', text: 'Schade.', to: 54 },
  { by: 'Bob', text: 'should we do a raffle?' },
  { by: 'Zoe', text: 'no', to: 56 },
  { by: 'Ada', text: 'no', to: 56 },
  { by: 'Dan', text: 'Lieber eine Spendenbox für das Tierheim.', to: 56 },
  { by: 'Bob', text: 'even better' },
  { by: 'Cleo', text: 'last thing: Dan, your bread, is there sesame on it?' },
  { by: 'Dan', text: 'Nein, nur Kümmel.', to: 61 },
]

interface Question {
  readonly by: string
  readonly text: string
  readonly in?: string
  /** To which message of the talk it replies. */
  readonly to?: number
  /** What the prompt must hold to be answered, in this order. */
  readonly needs: readonly RegExp[]
}

/** What any of them could answer who reads along; who asks has often said nothing of it. */
export const questions: readonly Question[] = [
  { by: 'Cleo', text: 'why that one?', to: 6, needs: [/> Zeltwerk, .*the Scout Depot is the cheapest/u] },
  {
    by: 'Ada',
    text: 'which tent place did you call the cheapest?',
    needs: [/\[Bob, to you.*\n> name three cheap/u, /\[you, to Bob.*\n> .*Scout Depot is the cheapest/u],
  },
  {
    by: 'Zoe',
    text: 'When is the party, and who had it wrong?',
    needs: [/\[Cleo, .*\n> wait, is it the 14th or the 15th/u, /\[Zoe, to Cleo.*\n> Saturday the 14th, I mixed it up/u],
  },
  {
    by: 'Bob',
    text: 'Wie viel schuldet uns das Scout Depot?',
    needs: [
      /\[Cleo.*\n> Scout Depot still owes us/u,
      /\[Dan, to Cleo.*\n> Wie viel war das/u,
      /\[Cleo, to Dan.*\n> 45 euros/u,
    ],
  },
  {
    by: 'Dan',
    text: 'What did I find too expensive?',
    needs: [
      /\[Zoe, to you.*\n> was kostet ein Zelt/u,
      /\[you, to Zoe.*\n> Rechne mit etwa 260/u,
      /\[Dan, to Zoe.*\n> Das ist mir zu teuer/u,
    ],
  },
  {
    by: 'Cleo',
    text: 'Wann kommt der Toner?',
    needs: [/\[Zoe, .*\n> .*printer/u, /\[Bob, to Zoe.*\n> toner, .*Wednesday/u],
  },
  {
    by: 'Dan',
    text: 'How many people fit into the boathouse?',
    needs: [/\[Ada, .*\n> The boathouse has a roof/u, /\[Cleo, to Ada.*\n> how many fit/u, /\[Ada, to Cleo.*\n> 35, /u],
  },
  {
    by: 'Ada',
    text: 'What must be left out of the food, and for whom?',
    needs: [/> I can do two salads, one of them without nuts because of Zoe/u, /\[Zoe, to Bob.*\n> no coconut for me/u],
  },
  {
    by: 'Zoe',
    text: 'what did you tell Bob to use in place of the coconut milk?',
    needs: [/\[Bob, to you.*\n> und ohne Kokos/u, /\[you, to Bob.*\n> Dann nimm Hafercreme/u],
  },
  {
    by: 'Bob',
    text: 'When do I pick up the speakers, and whose are they?',
    needs: [/\[Dan, to Bob.*\n> Kassel ist zu weit, nimm meine/u, /\[Bob, to Dan.*\n> deal, .*Friday at seven/u],
  },
  {
    by: 'Dan',
    text: 'Wer holt Cleo ab, und wo?',
    needs: [/\[Cleo, .*\n> .*pick me up/u, /\[Bob, to Cleo.*\n> I can, at five in front of the station/u],
  },
  {
    by: 'Cleo',
    text: 'where may the slackline go?',
    needs: [/\[Zoe, .*\n> Games: /u, /\[Ada, to Zoe.*\n> the slackline only between the two poplars/u],
  },
  {
    by: 'Ada',
    text: 'was wollte ich über das Wetter wissen?',
    needs: [/wie wird das Wetter normalerweise/u, /Meist um die 22 Grad/u],
  },
  {
    by: 'Zoe',
    text: 'what do we do in place of a raffle?',
    needs: [/\[Bob, .*\n> should we do a raffle/u, /\[Dan, to Bob.*\n> Lieber eine Spendenbox/u],
  },
  {
    by: 'Bob',
    text: 'Is there sesame on the bread?',
    needs: [
      /> Diesmal nicht, .*Ich bringe Brot/u,
      /\[Cleo, .*\n> .*is there sesame/u,
      /\[Dan, to Cleo.*\n> Nein, nur Kümmel/u,
    ],
  },
  {
    by: 'Dan',
    text: 'who mops the floor?',
    needs: [/\[Ada, to Dan.*\n> Nobody, but she wants the floor mopped/u, /\[Bob, .*\n> I mop/u],
  },
  {
    by: 'Bob',
    text: 'which font did you suggest?',
    in: thread,
    needs: [/\[Cleo, to you.*\n> which font/u, /\[you, to Cleo.*\n> .*Archivo Black/u],
  },
  {
    by: 'Cleo',
    text: 'What is wrong with the second poster?',
    in: thread,
    needs: [/\[Ada, .*\n> second try\n> \[attached: boat-bold\.png\]/u, /\[Dan, to Ada.*\n> .*zwei o/u],
  },
  {
    by: 'Dan',
    text: 'What was missing on the first sketch, and how many do we print?',
    in: thread,
    needs: [/boat-sunset\.png/u, /\[Zoe, to Ada.*\n> .*The date is missing/u, /> print 40 of them, A3/u],
  },
]
