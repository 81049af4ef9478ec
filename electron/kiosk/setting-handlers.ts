import { ok, refuse } from '../../contract/faults.ts'
import type { Handlers } from './answer-request.ts'
import type { createNotices } from './notices.ts'
import type { SettingsBook } from './settings.ts'

interface Parts {
  readonly settings: Pick<SettingsBook, 'change' | 'current'>
  readonly notices: Pick<ReturnType<typeof createNotices>, 'dismiss'>
  /** Something is being sold in front of the cashier. */
  readonly busy: () => boolean
}

type Settled =
  | 'app.setExportForm'
  | 'app.setLanguage'
  | 'app.setTheme'
  | 'app.setCashierMode'
  | 'app.setPrintItems'
  | 'app.putSetUpAway'
  | 'app.dismissNotice'

/** What people change on the screen itself. */
export function settingHandlers({ settings, notices, busy }: Parts): Pick<Handlers, Settled> {
  return {
    'app.setLanguage': ({ language }) => {
      settings.change({ language })
      return ok(null)
    },
    'app.setTheme': ({ theme }) => {
      settings.change({ theme })
      return ok(null)
    },
    'app.setCashierMode': ({ mode }) => {
      if (busy()) return refuse('deposit.modeBusy')
      settings.change({ cashierMode: mode })
      return ok(null)
    },
    'app.setPrintItems': ({ of, items }) => {
      const { shift, summary } = settings.current()
      settings.change(of === 'shift' ? { shift: { ...shift, items } } : { summary: { ...summary, items } })
      return ok(null)
    },
    'app.setExportForm': ({ form }) => {
      settings.change({ summary: { ...settings.current().summary, form } })
      return ok(null)
    },
    'app.putSetUpAway': () => {
      settings.change({ offerSetUp: false })
      return ok(null)
    },
    'app.dismissNotice': ({ id }) => {
      notices.dismiss(id)
      return ok(null)
    },
  }
}
