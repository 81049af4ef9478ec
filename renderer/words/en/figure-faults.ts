import type { FaultWords } from '../message.ts'

/** What can go wrong with a shift, and with the figures of a period. */
export const figureFaults: Pick<FaultWords, 'shift' | 'summary' | 'export'> = {
  shift: {
    unresolved: {
      what: (n) => `${n('count')} not confirmed: the shift cannot be handed over`,
      todo: 'Settle them first; acknowledge one by one what cannot be settled. They are followed on and counted later.',
    },
    countCash: { what: 'The cash was not counted', todo: 'Count the drawer, enter the amount, then hand over.' },
    notFound: { what: 'There is no such shift', todo: 'Try another date; a clerk sees the own shifts only.' },
  },
  summary: {
    tooLong: { what: (n) => `A summary is of at most ${n('days')} days`, todo: 'Choose a shorter time.' },
    noAnswer: {
      what: 'Cloud Pay gave no totals',
      todo: "What stands here is this till's book. Look at the network and compare again.",
    },
  },
  export: {
    busy: {
      what: 'Another file is being exported',
      todo: 'Wait until it is done, or have whoever exports press Esc; then export again.',
    },
    diskFull: {
      what: 'The disk is full: the file was not written',
      todo: 'Make room and export again. Nothing of it was left behind; the book was not touched.',
    },
    noFont: {
      what: 'This machine has no Chinese font, so there is no PDF',
      todo: 'Ask an admin to install fonts-wqy-microhei, or export as XLSX or CSV.',
    },
    ended: {
      what: 'The export broke off: the file was not written',
      todo: 'Export again; if it breaks off again, export the diagnostics for support. Nothing of it was left behind.',
    },
  },
}
