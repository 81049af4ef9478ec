import type { ContractWords } from '../message.ts'

export const lamps: ContractWords['lamps'] = {
  fine: { short: 'Fine', what: 'All is well', todo: 'Nothing to do.' },
  starting: { short: 'Starting', what: 'Starting', todo: 'Wait a few seconds.' },
  off: { short: 'Off', what: 'Switched off', todo: 'An admin can switch it on in the settings.' },
  noAnswer: {
    short: 'Offline',
    what: 'Cloud Pay cannot be reached',
    todo: 'Check cable, router and proxy. Results come when it is back.',
  },
  slow: { short: 'Slow', what: 'Cloud Pay answers slowly', todo: 'Go on selling; results come a little later.' },
  noPrinter: { short: 'No printer', what: 'No printer is set up', todo: 'Sales are safe. For slips, have a printer connected.' },
  offline: {
    short: 'No answer',
    what: 'It does not answer',
    todo: 'Check power and cable. Sales are safe; slips that wait go on.',
  },
  paperOut: { short: 'Paper out', what: 'The paper is used up', todo: 'Put in a new roll. Slips that wait go on by themselves.' },
  coverOpen: { short: 'Cover open', what: 'The cover is open', todo: 'Close it; slips that wait go on by themselves.' },
  slipsWaiting: { short: 'Slips wait', what: 'Some slips are not printed yet', todo: 'Look at the printer. Sales are safe.' },
  standIn: {
    short: 'Stands in',
    what: (n) => `Slips come from “${n('printer')}”, because: ${n('because')}`,
    todo: 'Look at the one that cannot; once it can, it prints again by itself.',
  },
  virtual: { short: 'Virtual', what: 'A virtual printer is in use', todo: 'Slips are kept as pictures, not on paper.' },
  keyboardScanner: { short: 'Ready', what: 'The scanner works as a keyboard', todo: 'Just scan, wherever the cursor is.' },
  noScanner: {
    short: 'Not found',
    what: 'The scanner that is set up is not there',
    todo: 'Check its plug, and plug it in again. Meanwhile codes can be typed.',
  },
  scannerDenied: {
    short: 'Not allowed',
    what: 'The system does not let the till read the scanner',
    todo: 'Ask IT to check the rights to the device. Meanwhile codes can be typed.',
  },
  scannerBroken: {
    short: 'Not readable',
    what: 'The scanner is there, and cannot be read',
    todo: 'Plug it in again, or into another USB port. Meanwhile codes can be typed.',
  },
  noCamera: {
    short: 'No camera',
    what: 'The camera is not there',
    todo: 'Plug it in again; if it stays away, IT checks who may use it. Meanwhile scan or type.',
  },
  cameraBusy: {
    short: 'Camera taken',
    what: 'The camera cannot be opened; most likely another program has it',
    todo: 'Close the program that uses it; if that does not help, plug it in again. Meanwhile scan or type.',
  },
  cameraBroken: {
    short: 'No picture',
    what: 'The camera gives no picture',
    todo: 'Plug it in again; if that does not help, IT reads the log. Meanwhile scan or type.',
  },
  noPole: {
    short: 'No pole display',
    what: 'The pole display is not there',
    todo: 'Check its power and its serial cable. Payments go on.',
  },
  noVoice: { short: 'No voice', what: 'No voice is installed', todo: 'Watch the screen. An admin can install a voice.' },
  noSoundDevice: { short: 'No sound', what: 'No loudspeaker was found', todo: 'Plug one in and check its volume.' },
  muted: {
    short: 'Muted',
    what: 'The till is muted and says nothing',
    todo: 'Watch the screen for results. Alt+J lets it speak again; so does signing out.',
  },
  devicesRestarting: { short: 'Restarting', what: 'The device program restarts', todo: 'Wait a few seconds. Sales are safe.' },
}

export const states: ContractWords['states'] = {
  waitingForCode: 'Ready to scan',
  sending: 'Sending',
  pendingCustomer: 'Waiting',
  closing: 'Taking back',
  reversing: 'Reversing',
  unknown: 'Not confirmed',
  paid: 'Paid',
  held: 'Held',
  failed: 'Failed',
  refunded: 'Refunded',
  conflict: 'Number used',
  cancelled: 'Cancelled',
}

export const tenders: ContractWords['tenders'] = {
  wechat: 'WeChat Pay',
  alipay: 'Alipay',
  memberCard: 'Member card',
  bankCardRecord: 'Card (recorded)',
  cashRecord: 'Cash (recorded)',
}

export const roles: ContractWords['roles'] = { admin: 'Admin', manager: 'Manager', clerk: 'Clerk' }
