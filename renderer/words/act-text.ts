import type { AuditEntry } from '../../contract/audit.ts'
import { FAULT_CODES, type FaultCode } from '../../contract/faults.ts'
import { fen, formatYuan } from '../../contract/money.ts'
import { ROLES, TENDERS } from '../../contract/states.ts'
import { useAudit } from '../stores/audit.ts'
import { SETTING_NAMES } from './setting-names.ts'
import { useWords, type NamedValues } from './words.ts'

const among = <T extends string>(all: readonly T[], value: unknown): value is T => all.some((one) => one === value)

/** What somebody did, as a sentence, with the values it carries made readable. */
export function useActText() {
  const { t, faultWhat } = useWords()
  const audit = useAudit()

  const personOf = (staffId: string, name = ''): string => {
    const known = name || audit.people.find((one) => one.staffId === staffId)?.name || ''
    return `${known} ${staffId}`.trim()
  }

  /** `receipt.copies.payment` by the name of its group; what comes after stays as it stands in the settings file. */
  function settingOf(setting: string): string {
    const [first = '', ...rest] = setting.split('.')
    const group = among(SETTING_NAMES, first) ? t(`audit.settings.${first}`) : first
    return [group, rest.join('.')].filter((part) => part !== '').join(' ')
  }

  function valuesOf({ facts }: Pick<AuditEntry, 'facts'>): NamedValues {
    const named: NamedValues = { ...facts }
    for (const [name, value] of Object.entries(facts)) {
      if (name.endsWith('Fen') && typeof value === 'number') named[name.slice(0, -3)] = formatYuan(fen(Math.abs(value)))
      else if (name === 'role' && among(ROLES, value)) named[name] = t(`roles.${value}`)
      else if (name === 'tender' && among(TENDERS, value)) named[name] = t(`tenders.${value}`)
      else if (name === 'setting') named[name] = settingOf(String(value))
      else if (name === 'code' && among<FaultCode>(FAULT_CODES, value)) named[name] = faultWhat(value)
      else if (name === 'over' || name === 'next' || name === 'operatorId') named[name] = personOf(String(value))
      else if (name === 'approver') named[name] = personOf(String(value), String(facts['approverName'] ?? ''))
    }
    if (typeof facts['differenceFen'] === 'number')
      named['cash'] = t(
        facts['differenceFen'] === 0 ? 'audit.exact' : facts['differenceFen'] > 0 ? 'audit.over' : 'audit.short',
        {
          sum: named['difference'] ?? '',
        },
      )
    if (typeof facts['amountFen'] === 'number') named['signed'] = `${facts['amountFen'] < 0 ? '-' : '+'}¥${named['amount'] ?? ''}`
    if (typeof facts['netFen'] === 'number') named['net'] = `${facts['netFen'] < 0 ? '-' : ''}¥${named['net'] ?? ''}`
    return named
  }

  return {
    whatOf: (entry: Pick<AuditEntry, 'act' | 'facts'>): string => t(`audit.acts.${entry.act}`, valuesOf(entry)),
    /** Name and number; the till itself where nobody was signed in. */
    whoOf: ({ staffId, staffName }: Pick<AuditEntry, 'staffId' | 'staffName'>): string =>
      staffId === '' ? t('audit.nobody') : personOf(staffId, staffName),
    personOf,
  }
}
