import { ACTS, type Act, type ActFacts, type ActGroup } from '../../contract/acts.ts'
import type { AuditEntry } from '../../contract/audit.ts'
import { REFUND_STATES, RELEASE_STATES, SALE_STATES } from '../../contract/states.ts'
import type { ActRow } from '../ledger/act-table.ts'

/** What a row says of itself; a file can be changed by anybody, so nothing of it is taken for granted. */
type Body = Readonly<Record<string, unknown>>
interface Read {
  readonly act: Act
  readonly facts: ActFacts
}
type Reader = (body: Body, subject: string) => Read | null

const LONGEST = 120
/** The named values of a body that can stand in a sentence; what is not there is left out. */
function facts(body: Body, ...names: string[]): ActFacts {
  const known: Record<string, string | number> = {}
  for (const name of names) {
    const value = body[name]
    if (typeof value === 'number') known[name] = value
    else if (typeof value === 'string' && value !== '') known[name] = value.slice(0, LONGEST)
  }
  return known
}
const plain =
  (act: Act, ...names: string[]): Reader =>
  (body) => ({ act, facts: facts(body, ...names) })

const faultCode = ({ fault }: Body): Body =>
  typeof fault === 'object' && fault !== null && 'code' in fault ? { code: fault.code } : {}

const GIVEN_BACK = ['amountFen', 'orderNo', 'holdNo', 'refundNo', 'releaseNo', 'authority', 'approver', 'approverName', 'code']
/** A refund or a release: when it began, and what became of it. */
const givenBack =
  (name: 'refund' | 'release', state: string): Reader =>
  (body) => {
    const at = body['event'] === 'began' ? 'started' : state === 'sending' || state === 'conflict' ? 'unknown' : state
    const act = `${name}.${at}`
    return act in ACTS ? { act: act as Act, facts: facts({ ...body, ...faultCode(body) }, ...GIVEN_BACK) } : null
  }

const ENDS: Readonly<Record<string, { capture: Act; reversal: Act }>> = {
  paid: { capture: 'capture.succeeded', reversal: 'reversal.paid' },
  refunded: { capture: 'capture.succeeded', reversal: 'reversal.paid' },
  failed: { capture: 'capture.failed', reversal: 'reversal.succeeded' },
}
const EVENTS: Readonly<Record<string, Act>> = {
  qrChosen: 'sale.qr',
  cashTaken: 'topUp.cash',
  takenBack: 'sale.qrTakenBack',
  reversalAsked: 'reversal.started',
  dismissed: 'sale.dismissed',
}
function actOfSale({ event, way, tender }: Body, state: string): Act {
  if (event === 'recorded') return tender === 'cashRecord' ? 'sale.cash' : 'sale.bankCard'
  const chosen = typeof event === 'string' ? EVENTS[event] : undefined
  if (chosen) return chosen
  if (way !== 'capture') return ENDS[state]?.reversal ?? 'reversal.unknown'
  return event === 'began' ? 'capture.started' : (ENDS[state]?.capture ?? 'capture.unknown')
}
/** Of a sale only what stands in the log is somebody's act: see `byWhom` of `sale-calls.ts`. */
const ofSale =
  (state: string): Reader =>
  (body) => ({
    act: actOfSale(body, state),
    facts: facts({ ...body, ...faultCode(body) }, 'amountFen', 'orderNo', 'holdNo', 'tender', 'code'),
  })

const signedIn: Reader = (body, subject) => {
  const { over, offline, byPhone } = body
  const told = facts(body, 'role', 'over')
  if (typeof over === 'string' && over !== '') return { act: over === subject ? 'staff.unlocked' : 'staff.tookOver', facts: told }
  const act = offline === true ? 'staff.signedInOffline' : byPhone === true ? 'staff.signedInByPhone' : 'staff.signedIn'
  return { act, facts: told }
}
const wrongPassword: Reader = (body) => {
  const told = facts(body, 'counted', 'operatorId')
  if (body['locks'] === true) return { act: 'staff.lockedOut', facts: told }
  return { act: 'operatorId' in told ? 'staff.wrongWord' : 'staff.wrongPassword', facts: told }
}
const settingChanged: Reader = (body) => {
  const act = body['hidden'] === true ? 'setting.hidden' : body['inFile'] === true ? 'setting.inFile' : 'setting.changed'
  return { act, facts: facts(body, 'setting', 'from', 'to') }
}
function shiftEnded(act: Act): Reader {
  return (body) => {
    const netFen = (body['figures'] as Body | undefined)?.['netFen']
    const differenceFen = (body['cash'] as Body | null | undefined)?.['differenceFen']
    return { act, facts: facts({ ...body, netFen, differenceFen }, 'shiftNo', 'netFen', 'differenceFen') }
  }
}
const ADJUSTED = ['amountFen', 'cardNo', 'remark', 'balanceFen', 'code']
const ASKED = ['amountFen', 'orderNo', 'approver', 'approverName']

const each = (name: string, states: readonly string[], reader: (state: string) => Reader) =>
  Object.fromEntries(states.map((state) => [`${name}.${state}`, reader(state)]))

/** Every kind of journal row that may be somebody's act, what it is about, and how it is read. */
const KINDS: Readonly<Record<ActGroup, Readonly<Record<string, Reader>>>> = {
  signIn: {
    'staff.signedIn': signedIn,
    'staff.wrongPassword': wrongPassword,
    'staff.notSignedIn': plain('staff.notSignedIn', 'code'),
    'staff.locked': (body) => ({ act: body['byItself'] === true ? 'staff.lockedItself' : 'staff.locked', facts: {} }),
    'staff.signedOut': (body) => {
      const told = facts(body, 'next')
      return { act: 'next' in told ? 'staff.signedOutByNext' : 'staff.signedOut', facts: told }
    },
  },
  money: {
    ...each('refund', REFUND_STATES, (state) => givenBack('refund', state)),
    ...each('release', RELEASE_STATES, (state) => givenBack('release', state)),
    ...each('sale', SALE_STATES, ofSale),
    'member.adjust.began': plain('member.adjustStarted', ...ADJUSTED),
    'member.adjust.done': plain('member.adjusted', ...ADJUSTED),
    'member.adjust.refused': plain('member.adjustRefused', ...ADJUSTED),
    'member.adjust.notSent': plain('member.adjustNotSent', ...ADJUSTED),
  },
  approval: {
    'approval.asked': plain('approval.asked', ...ASKED),
    'approval.granted': plain('approval.granted', ...ASKED),
    'approval.refused': (body) => ({
      act: body['noRight'] === true ? 'approval.noRight' : 'approval.refused',
      facts: facts(body, ...ASKED),
    }),
    'approval.expired': plain('approval.expired', ...ASKED),
  },
  settings: {
    'setting.changed': settingChanged,
    'signingKey.import': plain('key.imported', 'fingerprint'),
    'signingKey.forget': plain('key.forgotten'),
    'till.bound': plain('till.bound', 'shopId', 'serialNumber'),
  },
  till: {
    'till.started': plain('till.started', 'version'),
    'training.began': plain('training.began'),
    'training.ended': plain('training.ended'),
    'till.barred': plain('till.barred', 'code'),
    'till.resumed': plain('till.resumed', 'code'),
    'deposit.checking': plain('deposit.checking'),
    'shift.handedOver': shiftEnded('shift.handedOver'),
    'shift.signedInOver': shiftEnded('shift.endedByNext'),
    'journal.sealMissing': plain('journal.sealMissing'),
    'journal.cutOff': plain('journal.cutOff', 'row'),
    'journal.acknowledged': plain('journal.acknowledged', 'row'),
  },
  papers: {
    'slip.reprint': plain('slip.reprinted', 'orderNo', 'copy'),
    'shift.printed': (_body, subject) => ({ act: 'shift.printed', facts: { shiftNo: subject } }),
    'shift.copied': (_body, subject) => ({ act: 'shift.copied', facts: { shiftNo: subject } }),
    'summary.printed': plain('summary.printed'),
    'file.exported': plain('file.exported', 'file'),
    'diagnostics.exported': plain('diagnostics.exported', 'file'),
  },
}
const READERS: ReadonlyMap<string, Reader> = new Map(Object.values(KINDS).flatMap((kinds) => Object.entries(kinds)))

/** The kinds of journal rows in which acts of this group stand; of all of them when it is null. */
export const kindsOf = (group: ActGroup | null): readonly string[] =>
  group === null ? [...READERS.keys()] : Object.keys(KINDS[group])

function bodyOf(text: string): Body {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Body) : {}
  } catch {
    return {}
  }
}

/** A row of the journal as an act; null when it is none. `nameOf` knows names that do not stand in the row. */
export function auditEntryOf(row: ActRow, nameOf: (staffId: string) => string): AuditEntry | null {
  const { seq, hash, at, who: staffId } = row
  const body = bodyOf(row.body)
  const read = READERS.get(row.kind)?.(body, row.subject)
  if (!read) return null
  const { staffName } = body
  return { seq, hash, at, staffId, staffName: typeof staffName === 'string' ? staffName : nameOf(staffId), ...read }
}
