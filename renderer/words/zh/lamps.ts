import type { ContractWords } from '../message.ts'

export const lamps: ContractWords['lamps'] = {
  fine: { short: '正常', what: '一切正常', todo: '不用做什么。' },
  starting: { short: '启动中', what: '正在启动', todo: '请等几秒。' },
  off: { short: '已关闭', what: '已经关闭', todo: '要用的话，请管理员在设置里打开。' },
  noAnswer: { short: '断网', what: '连不上云支付', todo: '请看网线、路由器和代理。付款结果要等连上才知道。' },
  slow: { short: '很慢', what: '云支付答得很慢', todo: '可以照常收款，结果会晚一点出来。' },
  noPrinter: { short: '没有打印机', what: '没有设打印机', todo: '收款不受影响。要出小票，请管理员接好打印机。' },
  offline: { short: '没有应答', what: '没有应答', todo: '请看电源和连线。收款没有问题，等着的小票好了就接着打。' },
  paperOut: { short: '缺纸', what: '纸用完了', todo: '请换一卷纸。等着的小票换好就接着打。' },
  coverOpen: { short: '盖子开着', what: '纸仓盖开着', todo: '请把盖子关好，等着的小票会接着打。' },
  slipsWaiting: { short: '小票在等', what: '有小票还没打出来', todo: '请看打印机。收款没有问题，好了就接着打。' },
  standIn: {
    short: '另一台在打',
    what: (n) => `小票改由“${n('printer')}”打印，因为${n('because')}`,
    todo: '请看坏的那台；好了会自动换回来。',
  },
  virtual: { short: '虚拟', what: '用的是虚拟打印机', todo: '小票存成图片，不出纸。' },
  keyboardScanner: { short: '就绪', what: '扫码枪按键盘方式工作', todo: '直接扫就行，焦点在哪里都可以。' },
  noScanner: { short: '没有扫码枪', what: '找不到设置的扫码枪', todo: '请看插头，拔下再插上。其间可以手工输入。' },
  scannerDenied: { short: '不让读', what: '系统不让收银程序读扫码枪', todo: '请 IT 检查设备权限。其间可以手工输入。' },
  scannerBroken: {
    short: '读不出',
    what: '扫码枪接着，但读不出来',
    todo: '请拔下再插上，不行就换一个 USB 口。其间可以手工输入。',
  },
  noCamera: {
    short: '没有摄像头',
    what: '找不到摄像头',
    todo: '请拔下再插上；还是没有，请 IT 检查设备权限。其间可以扫码或手工输入。',
  },
  cameraBusy: {
    short: '摄像头被占用',
    what: '摄像头打不开，多半是别的程序在用',
    todo: '请关掉占用它的程序，不行就拔下再插上。其间可以扫码或手工输入。',
  },
  cameraBroken: {
    short: '没有画面',
    what: '摄像头没有画面',
    todo: '请拔下再插上；还是没有，请 IT 看日志。其间可以扫码或手工输入。',
  },
  noPole: { short: '客显没接', what: '找不到客显屏', todo: '请看客显屏的电源和串口线。收款不受影响。' },
  noVoice: { short: '没有语音', what: '没有装语音', todo: '请看屏幕上的结果。要播报，请管理员装好语音。' },
  noSoundDevice: { short: '没有声音', what: '没有找到音箱', todo: '请插好音箱，看看音量。' },
  muted: { short: '静音', what: '按了静音，什么都不播报', todo: '请看屏幕上的结果。按 Alt+J 恢复；退出登录也会恢复。' },
  devicesRestarting: { short: '重启中', what: '设备程序正在重启', todo: '请等几秒。收款没有问题。' },
}

export const states: ContractWords['states'] = {
  waitingForCode: '等待扫码',
  sending: '正在发送',
  pendingCustomer: '等待付款',
  closing: '正在收回',
  reversing: '正在撤销',
  unknown: '未确认',
  paid: '已收款',
  held: '已冻结',
  failed: '支付失败',
  refunded: '已全额退款',
  conflict: '单号冲突',
  cancelled: '已取消',
}

export const tenders: ContractWords['tenders'] = {
  wechat: '微信支付',
  alipay: '支付宝',
  memberCard: '会员卡',
  bankCardRecord: '银行卡记账',
  cashRecord: '现金记账',
}

export const roles: ContractWords['roles'] = { admin: '管理员', manager: '店长', clerk: '店员' }
